import { byte, padding } from "./bytes.ts";
import type { ByteSource } from "./bytes-of.ts";

/** So much of a file is looked at at once. */
export const chunkBytes = 2 * 1024 * 1024;

/**
 * Gives a scanner all bytes of a source, cut at the ends of lines; the rest of the last line comes as it is.
 * `onBytes` is called with every piece before it is scanned.
 */
export const readChunks = async (
  source: ByteSource,
  scanner: { push: (bytes: Buffer, length: number) => void },
  onBytes: (bytes: Buffer) => void,
): Promise<void> => {
  const size = Math.min(chunkBytes, source.sizeHint);
  const buffer = Buffer.allocUnsafeSlow(size + padding);
  let kept = 0;
  for (;;) {
    const count = await source.read(buffer, kept, size);
    if (count === 0) break;
    onBytes(buffer.subarray(kept, kept + count));
    const end = kept + count;
    const lineEnd = buffer.lastIndexOf(byte.newline, end - 1) + 1;
    if (lineEnd === 0 && end < size) {
      kept = end;
      continue;
    }
    const cut = lineEnd === 0 ? end : lineEnd;
    const rest = Buffer.from(buffer.subarray(cut, end));
    scanner.push(buffer, cut);
    kept = rest.copy(buffer);
  }
  if (kept > 0) scanner.push(buffer, kept);
};
