import type { ChatClient } from "@beseda/client";
import { useCallback, useState } from "react";
import { messageAt } from "../timeline/message-at.ts";
import type { Target } from "../timeline/use-target.ts";

/** Pages of older messages that are loaded for one jump, at most. */
const mostPages = 20;

export interface JumpOptions {
  readonly client: ChatClient;
  readonly room: string;
  readonly complain: (error: unknown) => void;
}

/** Returns the message to lead to, and the function that leads to another one. */
export const useJump = ({
  client,
  room,
  complain,
}: JumpOptions): readonly [Target | undefined, (seq: number) => void] => {
  const [target, setTarget] = useState<Target>();
  const go = useCallback(
    (seq: number) => {
      const timeline = () => client.snapshot().timelines.get(room);
      const isLoaded = () => messageAt(timeline()?.items ?? [], seq) !== undefined;
      const load = async () => {
        for (let page = 0; page < mostPages && !isLoaded() && timeline()?.hasOlder; page += 1)
          await client.loadOlder(room);
        setTarget({ seq });
      };
      load().catch(complain);
    },
    [client, room, complain],
  );
  return [target, go];
};
