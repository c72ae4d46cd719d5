import type { ChatClient } from "@beseda/client";
import { useCallback, useState } from "react";
import { aimAt } from "../composer/aim.ts";
import type { Said } from "../composer/intent.ts";
import type { Begun } from "../composer/use-draft.ts";
import { messageAt } from "../timeline/message-at.ts";
import type { Commands } from "./use-commands.ts";

export interface SaidOptions {
  readonly client: ChatClient;
  readonly room: string;
  readonly run: Commands["run"];
  /** Begins something in the field. */
  readonly onBegin: (begun: Begun) => void;
  readonly onSearch: (query: string) => void;
}

/** Returns what changes each time that something is said, and the function that carries out what one has typed. */
export const useSaid = ({
  client,
  room,
  run,
  onBegin,
  onSearch,
}: SaidOptions): readonly [object | undefined, (said: Said) => void] => {
  const [last, setLast] = useState<object>();
  const say = useCallback(
    (said: Said) => {
      if (said.kind === "search") return onSearch(said.query);
      if (said.kind === "say") setLast(said);
      const isEdit = said.kind === "ask" && said.invocation.command === "edit";
      if (!isEdit) return run(said);
      const { seq, text } = said.invocation.arguments;
      // A text that was refused is typed on, not again (VIEW-13).
      run(said, () => {
        const message = messageAt(client.snapshot().timelines.get(room)?.items ?? [], seq);
        if (message !== undefined) onBegin({ aim: aimAt("edit", message), typed: text, room });
      });
    },
    [client, room, run, onBegin, onSearch],
  );
  return [last, say];
};
