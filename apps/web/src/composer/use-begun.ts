import { RefusedError, type ChatClient } from "@beseda/client";
import { useEffect, useState } from "react";
import { joined, type Drafts } from "./draft.ts";
import { takeBack } from "./taken-back.ts";
import type { Begun } from "./use-draft.ts";

export interface BegunOptions {
  readonly client: ChatClient;
  readonly room: string;
  readonly drafts: Drafts;
  readonly complain: (error: unknown) => void;
}

/** Returns text to continue: what a button begins, and lines typed behind a refused command (CLI-1). */
export const useBegun = ({
  client,
  room,
  drafts,
  complain,
}: BegunOptions): readonly [Begun | undefined, (begun: Begun) => void] => {
  const [begun, setBegun] = useState<Begun>();
  useEffect(() => {
    const take = () => {
      const taken = takeBack(client, (text) => drafts.save(room, joined(drafts.of(room), text)));
      if (!taken) return;
      if (taken.text !== "") setBegun({ text: taken.text, isAdded: true });
      complain(new RefusedError("closed", taken.reason));
    };
    queueMicrotask(take);
    return client.subscribe(take);
  }, [client, drafts, room, complain]);
  return [begun, setBegun];
};
