import { codePointAt, lengthOfSequence } from "./utf8.ts";

const joiner = 0x200d;
const asPicture = 0xfe0f;
const keycap = 0x20e3;

const isRegional = (codePoint: number): boolean => codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
const isSkinTone = (codePoint: number): boolean => codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;
const isTag = (codePoint: number): boolean => codePoint >= 0xe0020 && codePoint <= 0xe007f;
const isPicture = (codePoint: number): boolean =>
  /^\p{Extended_Pictographic}$/u.test(String.fromCodePoint(codePoint));
const isPictureByItself = (codePoint: number): boolean =>
  /^\p{Emoji_Presentation}$/u.test(String.fromCodePoint(codePoint));

/** Whether an emoji may begin with this code point. Digits and signs that only a selector turns into one are left out. */
export const mayBeEmoji = (codePoint: number): boolean =>
  codePoint >= 0x1f000
    ? codePoint < 0x20000
    : codePoint >= 0x2190
      ? codePoint <= 0x2bff || codePoint === 0x3030 || codePoint === 0x303d || (codePoint & ~2) === 0x3297
      : codePoint === 0x203c || codePoint === 0x2049 || codePoint === 0x2122 || codePoint === 0x2139;

/** The place after the emoji that stands at `start`; `start` when there is none. */
export const endOfEmoji = (bytes: Uint8Array, start: number, end: number): number => {
  const first = codePointAt(bytes, start);
  const next = start + lengthOfSequence(bytes[start] ?? 0);
  if (isRegional(first)) {
    const isFlag = next < end && isRegional(codePointAt(bytes, next));
    return isFlag ? next + 4 : start;
  }
  if (!isPicture(first)) return start;
  const after = endOfModifiers(bytes, next, end);
  return after > next || isPictureByItself(first) ? endOfJoined(bytes, after, end) : start;
};

/** The place after a picture of a digit or sign, whose selector or frame is at `start`; `start` when there is none. */
export const endOfKeycap = (bytes: Uint8Array, start: number, end: number): number => {
  const frame = start < end && codePointAt(bytes, start) === asPicture ? start + 3 : start;
  return frame + 3 <= end && codePointAt(bytes, frame) === keycap ? frame + 3 : start;
};

/** Whether such a picture may go on with this code point. */
export const mayFrame = (codePoint: number): boolean => codePoint === asPicture || codePoint === keycap;

const endOfModifiers = (bytes: Uint8Array, start: number, end: number): number => {
  let place = start;
  while (place < end) {
    const codePoint = codePointAt(bytes, place);
    const isModifier =
      codePoint === asPicture || codePoint === keycap || isSkinTone(codePoint) || isTag(codePoint);
    if (!isModifier) break;
    place += lengthOfSequence(bytes[place] ?? 0);
  }
  return place;
};

/** More pictures that are joined to the one before: a family is one emoji. */
const endOfJoined = (bytes: Uint8Array, start: number, end: number): number => {
  let place = start;
  while (
    place + 3 < end &&
    codePointAt(bytes, place) === joiner &&
    isPicture(codePointAt(bytes, place + 3))
  ) {
    const picture = place + 3;
    place = endOfModifiers(bytes, picture + lengthOfSequence(bytes[picture] ?? 0), end);
  }
  return place;
};
