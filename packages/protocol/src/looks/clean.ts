// C0 and C1 controls but tab and newline: what a terminal would take for orders.
// oxlint-disable-next-line no-control-regex -- the pattern exists to name control characters
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;
/** What some program takes for the end of a line, and what belongs to one that is no text: `\r\n`, VT, FF, NEL, LS, PS. */
const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu;
const hasEndsOrControls = new RegExp(`${lineEnds.source}|${controls.source}`, "u");

/** What is not seen, or is blank, or turns the direction of reading: two names that look the same would not be. */
export const unseen =
  /[\p{Default_Ignorable_Code_Point}\p{Private_Use}\u2800\u{1D159}\u200E\u200F\u202A-\u202E\uFFF9-\uFFFC]|(?!\p{Extended_Pictographic})\p{Unassigned}/gu;
const isUnseen = new RegExp(`^(?:${unseen.source})$`, "u");
const hasUnseen = new RegExp(unseen.source, "u");

/** Text that is safe to keep: well-formed Unicode, all ends of lines as `\n`, no control characters but tab and newline. */
export const cleanText = (text: string): string => {
  const wellFormed = text.toWellFormed();
  // Almost no text has any.
  return hasEndsOrControls.test(wellFormed)
    ? wellFormed.replaceAll(lineEnds, "\n").replaceAll(controls, "")
    : wellFormed;
};

export const withoutUnseen = (text: string): string => text.replaceAll(unseen, "");

/** Marks that stand behind nothing, and more of them on one letter than any writing needs. */
const loneMarks = /(^|\s)\p{M}+/gu;
const manyMarks = /([\p{Mn}\p{Me}]{3})[\p{Mn}\p{Me}]+/gu;
const manyInherited = /((?:(?=\p{Script=Inherited})\p{M}){2})(?:(?=\p{Script=Inherited})\p{M})+/gu;
/** A circle or a square around a letter covers its neighbours; that of a keycap is part of an emoji. */
const enclosing = /(?<!\uFE0F)\p{Me}/gu;

/** Most names, clean as they are. */
const plainName = /^[0-9A-Z_a-zА-яЁё]+(?:[ -][0-9A-Z_a-zА-яЁё]+)*$/u;

/**
 * A name as it is kept (NAM-1): NFKC, single spaces, nothing that is not seen, at most three marks on a letter and two
 * of those that any script may have. What belongs to an emoji stays with it.
 */
export const cleanName = (name: string): string => {
  const looked = name.slice(0, longestLook);
  if (plainName.test(looked)) return looked;
  const clean = cleanWhole(looked);
  // What one character stands for in NFKC may be eighteen.
  return clean.length > longestLook ? cleanWhole(clean.slice(0, longestLook)) : clean;
};

/** A name has no more than 32 characters: of what is longer than any of them could be typed, the beginning is looked at. */
const longestLook = 512;

const cleanWhole = (name: string): string => {
  let before = cleanText(name);
  for (;;) {
    const after = cleanOnce(before);
    if (after === before) return after;
    before = after;
  }
};

const cleanOnce = (name: string): string =>
  inWords(seen(name).normalize("NFKC")).replaceAll(/\s+/gu, " ").trim();

/** Emoji with their selectors and joiners, or else one character that is not seen. */
let emojiOrUnseen: RegExp | undefined;

const seen = (text: string): string => {
  if (!hasUnseen.test(text)) return text;
  // Made where it is needed: not every browser can read it.
  emojiOrUnseen ??= new RegExp(`\\p{RGI_Emoji}|${unseen.source}`, "gv");
  return text.replaceAll(emojiOrUnseen, (found) => (isUnseen.test(found) ? "" : found));
};

const inWords = (text: string): string =>
  text
    .replaceAll(enclosing, "")
    .replaceAll(loneMarks, "$1")
    .replaceAll(manyMarks, "$1")
    .replaceAll(manyInherited, "$1");
