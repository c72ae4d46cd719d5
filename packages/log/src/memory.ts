/** What is larger is worth memory of its own. */
const largeBytes = 256 * 1024;

/**
 * Memory for something large that is given back soon. It comes from the system and not from the allocator, which would
 * keep what it once had for the next time: for that the buffer has to be one that could be resized.
 */
export const reserve = (bytes: number): ArrayBuffer =>
  bytes < largeBytes ? new ArrayBuffer(bytes) : new ArrayBuffer(bytes, { maxByteLength: bytes });

/**
 * Gives large memory back to the system at once. The garbage collector looks at objects: a few of them that hold much
 * memory give it no reason to run. Every view of the memory is empty afterwards.
 */
export const release = ({ buffer, byteLength }: Uint8Array | Uint32Array): void => {
  // A view of a part does not own the rest.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0)
    buffer.transferToFixedLength(0);
};
