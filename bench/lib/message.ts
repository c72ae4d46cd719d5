/** The beginning of a message: one byte that stands nowhere else in what the servers send. */
export const marker = 0x7e;

const length = 80;
const indexDigits = 7;
const timeStart = 1 + indexDigits + 1;
const timeDigits = 14;
const filler = " said something of the usual length in the room".repeat(2);

/** A text of 80 characters that says which message it is and when it was sent. */
export const textOf = (index: number, sentAtMs: number): string => {
  const number = String(index).padStart(indexDigits, "0");
  const time = sentAtMs.toFixed(3).padStart(timeDigits, "0");
  return `~${number}:${time}:${filler}`.slice(0, length);
};

/** A text like the others that no reader counts: used to warm up a server. */
export const uncountedTextOf = (index: number): string => textOf(index, 0).replace("~", " ");

/** The stamp in a text, `at` its marker. */
export const stampAt = (
  bytes: Buffer,
  at: number,
): { readonly index: number; readonly sentAtMs: number } => ({
  index: Number(bytes.toString("latin1", at + 1, at + 1 + indexDigits)),
  sentAtMs: Number(bytes.toString("latin1", at + timeStart, at + timeStart + timeDigits)),
});
