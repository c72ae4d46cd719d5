import type { LogReader, LogEntry } from "@beseda/log";
import { formatCursor } from "@beseda/protocol";

const finText = 0x81;
const comma = 0x2c;

/** Returns the size of the header of an unmasked frame, in bytes. */
const headerBytes = (payloadBytes: number): number =>
  payloadBytes < 126 ? 2 : payloadBytes < 65_536 ? 4 : 10;

const writeHeader = (frame: Buffer, payloadBytes: number): number => {
  frame[0] = finText;
  if (payloadBytes < 126) {
    frame[1] = payloadBytes;
    return 2;
  }
  if (payloadBytes < 65_536) {
    frame[1] = 126;
    frame.writeUInt16BE(payloadBytes, 2);
    return 4;
  }
  frame[1] = 127;
  frame.writeBigUInt64BE(BigInt(payloadBytes), 2);
  return 10;
};

/**
 * Returns a whole WebSocket text frame, as a server sends it (RFC 6455, 5.2): no mask, extension or
 * fragments.
 */
export const textFrame = (text: string): Buffer => {
  const payloadBytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafeSlow(headerBytes(payloadBytes) + payloadBytes);
  const start = writeHeader(frame, payloadBytes);
  frame.write(text, start);
  return frame;
};

/** The number that a client gave its subscription: the only difference between the frames of two readers. */
export type WireId = number | string | null;

/**
 * Returns a frame that delivers records to a tRPC subscription: byte for byte what the stock handler would
 * send for `tracked(cursor, { events })`, with the records as they were written to the disk.
 *
 * The buffer has memory of its own: a slice of Node's pool would pin the whole slab while a slow socket holds
 * it.
 */
export const recordsFrame = (
  { id: log, run }: Pick<LogReader, "id" | "run">,
  entries: readonly LogEntry[],
  wireId: WireId,
): Buffer => {
  const seq = entries.at(-1)?.seq ?? 0;
  const id = JSON.stringify(formatCursor({ log, run, seq }));
  const head = `{"id":${JSON.stringify(wireId)},"result":{"type":"data","data":{"id":${id},"data":{"events":[`;
  const tail = `]}},"id":${id}}}`;
  let payloadBytes = Buffer.byteLength(head) + Buffer.byteLength(tail) + Math.max(0, entries.length - 1);
  for (const { bytes } of entries) payloadBytes += bytes.length;

  const frame = Buffer.allocUnsafeSlow(headerBytes(payloadBytes) + payloadBytes);
  let place = writeHeader(frame, payloadBytes);
  place += frame.write(head, place);
  for (const [index, { bytes }] of entries.entries()) {
    if (index > 0) frame[place++] = comma;
    frame.set(bytes, place);
    place += bytes.length;
  }
  frame.write(tail, place);
  return frame;
};
