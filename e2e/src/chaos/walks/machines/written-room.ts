import { CurrentRoom, type ChatClient, type ServerInvocation } from "@beseda/client";
import type { Faults } from "./machine.ts";

/** The room that typed lines go to, as {@link CurrentRoom} says, or with a fault. */
export interface WrittenRoom {
  readonly room: string;
  show(room: string): void;
  /** Returns where one is from then on. */
  go(invocation: ServerInvocation): string;
}

export const writtenRoom = (client: ChatClient, { staysBehind = false }: Faults): WrittenRoom => {
  const here = new CurrentRoom({ client, room: "lobby", onChange: () => undefined });
  return {
    get room() {
      return here.room;
    },
    show: (room) => here.show(room),
    go: (invocation) => {
      if (!staysBehind) {
        const { ahead, outcome } = here.go(invocation);
        outcome.catch(() => undefined);
        return ahead;
      }
      const way = client.go({ room: here.room, invocation });
      way.outcome.then(
        ({ room }) => room !== undefined && here.show(room),
        () => undefined,
      );
      return way.ahead;
    },
  };
};
