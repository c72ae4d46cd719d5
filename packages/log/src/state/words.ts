const wordBytes = 4;

/** Bytes as 32-bit words in the order of this machine; the same memory where it is aligned. */
export const wordsOf = (bytes: Uint8Array): Uint32Array => {
  const aligned = bytes.byteOffset % wordBytes === 0 ? bytes : new Uint8Array(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / wordBytes));
};

/** Words as bytes of the same memory. */
export const bytesOf = (words: Uint32Array): Uint8Array =>
  new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
