/** A line of a pipe: its text, or a note that its bytes are not UTF-8. */
export type PipedLine = { readonly text: string } | { readonly notUtf8: true };

const newline = 0x0a;

/** Splits bytes into lines, at `\n` or `\r\n`; a byte order mark at the beginning is not part of the text. */
export async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<PipedLine> {
  let begun: Uint8Array[] = [];
  for await (const chunk of input) {
    let bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline)) {
      yield lineFrom([...begun, bytes.subarray(0, end)]);
      begun = [];
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.length > 0) begun.push(bytes);
  }
  if (begun.length > 0) yield lineFrom(begun);
}

const lineFrom = (pieces: readonly Uint8Array[]): PipedLine => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(pieces));
    return { text: text.replace(/\r$/u, "") };
  } catch {
    return { notUtf8: true };
  }
};
