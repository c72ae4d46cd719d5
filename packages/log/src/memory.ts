/**
 * Gives large memory back to the system at once. The garbage collector looks at objects: a few of them that hold much
 * memory give it no reason to run. Every view of the memory is empty afterwards.
 */
export const release = ({ buffer, byteLength }: Uint8Array | Uint32Array): void => {
  // A view of a part does not own the rest.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0) buffer.transfer(0);
};
