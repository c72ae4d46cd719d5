import type { ByteSource } from "../bytes-of.ts";

const pieceBytes = 256 * 1024;

/** Calls `take` with pieces of a log until it returns false. The bytes are good until it does. */
export const eachPiece = async (source: ByteSource, take: (bytes: Buffer) => boolean): Promise<void> => {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  for (;;) {
    const count = await source.read(buffer, 0, pieceBytes);
    if (count === 0 || !take(buffer.subarray(0, count))) return;
  }
};
