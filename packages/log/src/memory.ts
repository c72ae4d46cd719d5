/** Buffers above this size get memory of their own. */
const largeBytes = 256 * 1024;

/**
 * Allocates memory for something large that is released soon. It comes from the system and not from the
 * allocator, which would keep it for reuse: for that the buffer has to be resizable.
 */
export const reserve = (bytes: number): ArrayBuffer =>
  bytes < largeBytes ? new ArrayBuffer(bytes) : new ArrayBuffer(bytes, { maxByteLength: bytes });

/**
 * Returns large memory to the system at once. The garbage collector counts objects: a few that hold much
 * memory give it no reason to run. Every view of the memory is empty afterwards.
 */
export const release = ({ buffer, byteLength }: Uint8Array | Uint32Array): void => {
  // A view of a part does not own the rest.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0)
    buffer.transferToFixedLength(0);
};
