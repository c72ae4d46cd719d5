import { writeSync } from "node:fs";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";

/** A socket whose bytes go out as they are, with Node's handle for it; null once it is closed. */
export interface PlainSocket {
  readonly _handle: { readonly fd: number } | null;
}

/**
 * Returns the stream as a plain TCP socket; undefined for TLS, whose bytes have to be encrypted first, and on
 * systems without descriptors. The handle is not part of Node's public interface: should it change, every
 * byte simply goes through the stream.
 */
export const plainSocketOf = (stream: Duplex): PlainSocket | undefined =>
  stream instanceof Socket && !(stream instanceof TLSSocket) && isPlain(stream) ? stream : undefined;

const isPlain = (stream: object): stream is PlainSocket => {
  const handle: unknown = "_handle" in stream ? stream._handle : undefined;
  return (
    typeof handle === "object" &&
    handle !== null &&
    "fd" in handle &&
    typeof handle.fd === "number" &&
    handle.fd >= 0
  );
};

/**
 * Hands bytes to the system at once, past the queue of the stream, which MUST be empty. A broadcast is one
 * such call for each reader, and the bookkeeping of a stream would cost half as much again as the call
 * itself.
 *
 * @returns how many bytes the system took: fewer if its buffer is full, none if the peer is gone. The stream
 * gets the rest: it waits, and reports errors.
 */
export const writeNow = ({ _handle }: PlainSocket, bytes: Buffer): number => {
  // The descriptor is read each time: that of a closed socket is soon reused by another.
  if (!_handle) return 0;
  try {
    return writeSync(_handle.fd, bytes);
  } catch {
    return 0;
  }
};
