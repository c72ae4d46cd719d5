import { isDirectRoom } from "@beseda/protocol";
import type { Typed, TypedLines } from "./typed-lines.ts";
import type { Message } from "./world.ts";

/** The fate of the typed lines; the promise is that only the first three may be other than zero. */
export interface Verdict {
  /** Lines that were typed. */
  readonly typed: number;
  /** Lines given back behind a refused command, or because the server no longer knows the client. */
  readonly givenBack: number;
  /** Lines gone with a program that had said its store keeps nothing: how a machine without time shows. */
  readonly notKept: number;
  readonly lost: number;
  readonly doubled: number;
  /** In a room that was not on the screen when they were typed. */
  readonly misplaced: number;
  readonly faults: readonly string[];
}

const isRight = ({ to }: Typed, { room }: Message): boolean => {
  switch (to.kind) {
    case "room":
      return room === to.room;
    case "person":
      return isDirectRoom(room);
    case "nowhere":
      return false;
  }
};

/**
 * @param there messages of the log
 * @param gone those that were acknowledged, and that the operator has lost since
 */
export const judge = (
  { typed, returned, toldToLook, notKept }: TypedLines,
  { there, gone }: { readonly there: readonly Message[]; readonly gone: readonly Message[] },
): Verdict => {
  const [saidThere, saidOnce] = [there, gone].map((messages) =>
    Map.groupBy(messages, ({ message }) => message),
  );
  const faults: string[] = [];
  const sum = { typed: typed.length, givenBack: 0, notKept: 0, lost: 0, doubled: 0, misplaced: 0 };
  for (const line of typed) {
    const found = saidThere?.get(line.text) ?? [];
    const before = saidOnce?.get(line.text) ?? [];
    const isBack = returned.has(line.text) || toldToLook.has(line.text);
    const isGone = found.length + before.length === 0 && !isBack;
    const isLost = isGone && !notKept.has(line.text);
    // A person who is asked to look finds it in the room.
    const isDoubled = found.length + (returned.has(line.text) ? 1 : 0) > 1;
    const isMisplaced = [...found, ...before].some((record) => !isRight(line, record));
    if (isBack) sum.givenBack += 1;
    if (isLost) sum.lost += 1;
    else if (isGone) sum.notKept += 1;
    if (isDoubled) sum.doubled += 1;
    if (isMisplaced) sum.misplaced += 1;
    if (isLost || isDoubled || isMisplaced)
      faults.push(
        `«${line.text}» for ${JSON.stringify(line.to)}: ${found.map(({ room }) => room).join()} back: ${isBack}`,
      );
  }
  return { ...sum, faults };
};
