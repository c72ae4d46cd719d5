/** Places of the control words. */
export const slot = {
  /** Count of the requests, written by the log. */
  requests: 0,
  /** Count of the replies, written by the thread. */
  replies: 1,
  descriptor: 2,
  length: 3,
  sync: 4,
  /** Bytes written, or the length of an error in JSON, negative. */
  result: 5,
} as const;

const placeOffset = 32;
const dataOffset = 64;
const dataBytes = 1024 * 1024;

/** What the log and its thread share. */
export interface ThreadMemory {
  readonly shared: SharedArrayBuffer;
  readonly control: Int32Array<SharedArrayBuffer>;
  /** The position to write at. */
  readonly place: Float64Array<SharedArrayBuffer>;
  /** The bytes to write. */
  readonly data: Uint8Array<SharedArrayBuffer>;
}

export const threadMemory = (
  shared: SharedArrayBuffer = new SharedArrayBuffer(dataOffset + dataBytes),
): ThreadMemory => ({
  shared,
  control: new Int32Array(shared, 0, 8),
  place: new Float64Array(shared, placeOffset, 1),
  data: new Uint8Array(shared, dataOffset, dataBytes),
});
