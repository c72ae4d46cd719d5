const wordBytes = 4;

/** Views bytes as 32-bit words in the byte order of this machine; shares the memory if it is aligned. */
export const wordsOf = (bytes: Uint8Array): Uint32Array => {
  const aligned = bytes.byteOffset % wordBytes === 0 ? bytes : new Uint8Array(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / wordBytes));
};

/** Views words as bytes of the same memory. */
export const bytesOf = (words: Uint32Array): Uint8Array =>
  new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
