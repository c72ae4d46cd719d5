/** The size of a piece: it fits the 1,024 bytes that programs usually read at a time. */
const pieceBytes = 1000;

/** A part of a text on its way. */
export interface Piece {
  readonly bytes: Buffer;
  /** The rest of the piece's last line, which comes next; empty if the piece ends with a whole line. */
  readonly rest: Buffer;
}

const nothing = Buffer.alloc(0);

/**
 * Splits lines into pieces that are written one by one: as many whole lines as fit; a line that is longer
 * than a piece is cut between two letters. So a program that decodes each piece by itself never meets half a
 * letter (SES-3).
 */
export function* piecesOf(lines: readonly string[]): Generator<Piece> {
  let piece: Buffer[] = [];
  let length = 0;
  for (const line of lines) {
    let bytes = Buffer.from(`${line}\n`);
    if (length > 0 && length + bytes.length > pieceBytes) {
      yield { bytes: Buffer.concat(piece), rest: nothing };
      piece = [];
      length = 0;
    }
    while (bytes.length > pieceBytes) {
      const end = letterEnd(bytes, pieceBytes);
      yield { bytes: bytes.subarray(0, end), rest: bytes.subarray(end) };
      bytes = bytes.subarray(end);
    }
    piece.push(bytes);
    length += bytes.length;
  }
  if (length > 0) yield { bytes: Buffer.concat(piece), rest: nothing };
}

/** Returns the last position up to `end` at which a UTF-8 letter ends. */
const letterEnd = (bytes: Buffer, end: number): number => {
  let place = end;
  while (place > 0 && ((bytes[place] ?? 0) & 0xc0) === 0x80) place -= 1;
  return place;
};
