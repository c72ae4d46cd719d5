/** Bytes of the UTF-8 sequence that a byte begins. */
export const lengthOfSequence = (lead: number): number =>
  lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

/** The code point at a place of valid UTF-8. */
export const codePointAt = (bytes: Uint8Array, at: number): number => {
  const lead = bytes[at] ?? 0;
  const second = (bytes[at + 1] ?? 0) & 0x3f;
  if (lead < 0x80) return lead;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | second;
  const third = (bytes[at + 2] ?? 0) & 0x3f;
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (second << 6) | third;
  return ((lead & 0x07) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] ?? 0) & 0x3f);
};

/** Writes a code point as UTF-8; returns the place after it. */
export const writeCodePoint = (bytes: Uint8Array, at: number, codePoint: number): number => {
  let next = at;
  const tail = (shift: number): void => {
    bytes[next++] = 0x80 | ((codePoint >> shift) & 0x3f);
  };
  if (codePoint < 0x80) bytes[next++] = codePoint;
  else if (codePoint < 0x800) {
    bytes[next++] = 0xc0 | (codePoint >> 6);
    tail(0);
  } else if (codePoint < 0x10000) {
    bytes[next++] = 0xe0 | (codePoint >> 12);
    tail(6);
    tail(0);
  } else {
    bytes[next++] = 0xf0 | (codePoint >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
  return next;
};
