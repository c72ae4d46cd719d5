/**
 * Latin, Greek and Cyrillic letters, punctuation, arrows, box-drawing characters and marks: characters that
 * take one column and stand alone, whatever is beside them. None of them joins others, is joined, or is shown
 * as a picture.
 */
const plainCharacters = String.raw`\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u2319\u2500-\u25fc`;

const plain = new RegExp(`^[${plainCharacters}]*$`, "u");
const plainOrControl = new RegExp(String.raw`^[\x1b\n${plainCharacters}]*$`, "u");

/** Whether each character takes one column. */
export const isOfSingleColumns = (text: string): boolean => plain.test(text);

/** Whether each character is one grapheme or a control character. */
export const isOfSingleCharacters = (text: string): boolean => plainOrControl.test(text);
