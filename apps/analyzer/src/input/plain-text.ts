import { kind, type Kind } from "./batch-writer.ts";
import { byte, firstOf, specialIn } from "./bytes.ts";

/** The result for a text that is not plain enough: another reader has to read it. */
export const unread = -1;

/** Four bytes of a key, with the quote and the colon behind it, as one number. */
export const word = (key: string, from = 0): number => Buffer.from(`${key}":`).readInt32LE(from);

/** The second four bytes of a longer key, and the last four with where they are. */
export interface Rest {
  readonly second: number;
  readonly last: number;
  readonly at: number;
}

export const restOf = (key: string): Rest => {
  const at = key.length + '":'.length - 4;
  return { second: word(key, 4), last: word(key, at), at };
};

const keyEnd = byte.quote | (byte.colon << 8);

export const endsKey = (view: DataView, at: number): boolean => view.getUint16(at, true) === keyEnd;

export const isRest = (view: DataView, at: number, rest: Rest): boolean =>
  view.getInt32(at + 4, true) === rest.second && view.getInt32(at + rest.at, true) === rest.last;

/** The place after a string that begins with the quote at `at` and has no escapes; `unread` for anything else. */
export const endOfText = (view: DataView, at: number): number => {
  if (view.getUint8(at) !== byte.quote) return unread;
  let place = at + 1;
  for (;;) {
    const special = specialIn(view.getInt32(place, true));
    if (special !== 0) {
      place += firstOf(special);
      return view.getUint8(place) === byte.quote ? place + 1 : unread;
    }
    place += 4;
  }
};

export const isText = (view: DataView, at: number, text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    if (view.getUint8(at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
};

export const kindOf = (view: DataView, at: number, length: number): Kind => {
  if (length === 6) return isText(view, at, "edited") ? kind.change : kind.other;
  if (length === 7) {
    if (isText(view, at, "message")) return kind.message;
    return isText(view, at, "deleted") ? kind.change : kind.other;
  }
  if (length === 8) return isText(view, at, "redacted") ? kind.change : kind.other;
  if (length === 9) return isText(view, at, "connected") ? kind.connected : kind.other;
  return length === 12 && isText(view, at, "disconnected") ? kind.disconnected : kind.other;
};
