// C0 and C1 controls except tab and newline: a terminal would obey them.
// oxlint-disable-next-line no-control-regex -- the pattern exists to name control characters
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;
/** Line ends of any program, and other parts of one that are not text: `\r\n`, CR, VT, FF, NEL, LS, PS. */
const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu;
const hasEndsOrControls = new RegExp(`${lineEnds.source}|${controls.source}`, "u");

/** Invisible, blank or direction-changing characters: with them, names that look the same could differ. */
export const unseen =
  /[\p{Default_Ignorable_Code_Point}\p{Private_Use}\u2800\u{1D159}\u200E\u200F\u202A-\u202E\uFFF9-\uFFFC]|(?!\p{Extended_Pictographic})\p{Unassigned}/gu;
const isUnseen = new RegExp(`^(?:${unseen.source})$`, "u");
const hasUnseen = new RegExp(unseen.source, "u");

/** Returns a text safe to keep: well-formed Unicode, line ends as `\n`, no controls but newline and tab. */
export const cleanText = (text: string): string => {
  const wellFormed = text.toWellFormed();
  // Almost no text has any of these.
  return hasEndsOrControls.test(wellFormed)
    ? wellFormed.replaceAll(lineEnds, "\n").replaceAll(controls, "")
    : wellFormed;
};

export const withoutUnseen = (text: string): string => text.replaceAll(unseen, "");

/** Marks that follow nothing, and more marks on one letter than any script needs. */
const loneMarks = /(^|\s)\p{M}+/gu;
const manyMarks = /([\p{Mn}\p{Me}]{3})[\p{Mn}\p{Me}]+/gu;
const manyInherited = /((?:(?=\p{Script=Inherited})\p{M}){2})(?:(?=\p{Script=Inherited})\p{M})+/gu;
/** Enclosing circles and squares, which cover neighbouring letters; that of a keycap is part of an emoji. */
const enclosing = /(?<!\uFE0F)\p{Me}/gu;

/** Most names, already clean. */
const plainName = /^[0-9A-Z_a-zА-яЁё]+(?:[ -][0-9A-Z_a-zА-яЁё]+)*$/u;

/**
 * Returns a name as it is kept (NAM-1): NFKC, single spaces, no invisible characters, at most three marks on
 * a letter and two of those that any script may have. The parts of an emoji stay with it.
 */
export const cleanName = (name: string): string => {
  const looked = name.slice(0, longestLook);
  if (plainName.test(looked)) return looked;
  const clean = cleanWhole(looked);
  // NFKC may turn one character into eighteen.
  return clean.length > longestLook ? cleanWhole(clean.slice(0, longestLook)) : clean;
};

/** Units of a typed name that are read: more than any name, which has at most 32 characters, could need. */
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

/** Emoji with their selectors and joiners, or else one invisible character. */
let emojiOrUnseen: RegExp | undefined;

const seen = (text: string): string => {
  if (!hasUnseen.test(text)) return text;
  // Compiled only when needed: not every browser supports it.
  emojiOrUnseen ??= new RegExp(`\\p{RGI_Emoji}|${unseen.source}`, "gv");
  return text.replaceAll(emojiOrUnseen, (found) => (isUnseen.test(found) ? "" : found));
};

const inWords = (text: string): string =>
  text
    .replaceAll(enclosing, "")
    .replaceAll(loneMarks, "$1")
    .replaceAll(manyMarks, "$1")
    .replaceAll(manyInherited, "$1");
