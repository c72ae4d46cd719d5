import type { ServerInvocation } from "@beseda/client";
import type { Program } from "./machines/machine.ts";

export type Destination =
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "person"; readonly name: string }
  | { readonly kind: "nowhere" };

/** A line that somebody typed, and its destination. */
export interface Typed {
  readonly text: string;
  /** The room that was on the screen; the target of a command, if the room was not known yet. */
  readonly to: Destination;
}

/** The destination of a command that is typed at a screen. */
export const destinationOf = ({ command, arguments: given }: ServerInvocation): Destination => {
  if (command === "msg") return { kind: "person", name: given.name };
  if (command !== "join" || given.room.startsWith("~")) return { kind: "nowhere" };
  return { kind: "room", room: given.room };
};

/** The lines that one person typed, and those that came back. */
export class TypedLines {
  readonly typed: Typed[] = [];
  /** Lines that the client gave back to the person. */
  readonly returned = new Set<string>();
  /** Given back since the server may have them, or no longer knows the client: the person has to look. */
  readonly toldToLook = new Set<string>();
  /** Lines that ended with a program which had said that its store keeps nothing: the person knows that. */
  readonly notKept = new Set<string>();

  note(text: string, to: Destination): void {
    this.typed.push({ text, to });
  }

  /** The client shows lines that it could not send anywhere; the person has them then. */
  takeBack(program: Program, { isDamaged }: { readonly isDamaged: boolean }): void {
    const { chat } = program;
    const { connection, timelines } = chat.snapshot();
    if (connection.phase === "ended") return;
    for (const line of program.takeBack()) this.returned.add(line);
    if (!isDamaged) return;
    for (const { items } of timelines.values())
      for (const item of items)
        if (item.kind === "message" && item.delivery?.state === "failed") {
          this.toldToLook.add(item.text);
          chat.discard(item.key);
        }
  }

  /** Asked of a program that is over: a machine without time for its disk counts as one without a disk. */
  noteNotKept({ chat }: Program): void {
    const { storageProblem, timelines } = chat.snapshot();
    if (storageProblem === undefined) return;
    for (const { items } of timelines.values())
      for (const item of items)
        if (item.kind === "message" && item.own && item.delivery?.state !== "acknowledged")
          this.notKept.add(item.text);
  }
}
