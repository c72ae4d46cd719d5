import type { ServerInvocation } from "@beseda/client";
import type { Program } from "./machines/machine.ts";

export type Destination =
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "person"; readonly name: string }
  | { readonly kind: "nowhere" };

/** A line that somebody typed, and what it was typed for. */
export interface Typed {
  readonly text: string;
  /** The room that was on the screen; what a command was to lead to, where that was not known yet. */
  readonly to: Destination;
}

/** Where a command leads that is typed at a screen. */
export const destinationOf = ({ command, arguments: given }: ServerInvocation): Destination => {
  if (command === "msg") return { kind: "person", name: given.name };
  if (command !== "join" || given.room.startsWith("~")) return { kind: "nowhere" };
  return { kind: "room", room: given.room };
};

/** What one person typed, and what came back of it. */
export class TypedLines {
  readonly typed: Typed[] = [];
  /** What the client gave back to the person. */
  readonly returned = new Set<string>();
  /** What it gave back since the server may have it, or knows its client no more: the person is told to look. */
  readonly toldToLook = new Set<string>();
  /** What waited in a program that ended and had said that its store keeps nothing: the person knows that it is gone. */
  readonly notKept = new Set<string>();

  note(text: string, to: Destination): void {
    this.typed.push({ text, to });
  }

  /** The client shows what it could not send anywhere; the person has it then. */
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

  /** Asked of a program that is over: a machine that has no time for its disk is told as one that has none. */
  noteNotKept({ chat }: Program): void {
    const { storageProblem, timelines } = chat.snapshot();
    if (storageProblem === undefined) return;
    for (const { items } of timelines.values())
      for (const item of items)
        if (item.kind === "message" && item.own && item.delivery?.state !== "acknowledged")
          this.notKept.add(item.text);
  }
}
