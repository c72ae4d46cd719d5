import type { Duplex } from "node:stream";

/** The headers of every answer for browsers, also of one that no framework makes. */
export const safeHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

/**
 * The time a peer has to read why it was refused before its socket is destroyed: no server handles it any
 * longer.
 */
const refusedMs = 2000;

export interface RefusalDetails {
  readonly retryMs?: number;
  /** A sentence for a person who looks at the answer. */
  readonly sentence?: string;
}

/** Sends a refusal on a socket that no framework handles. */
export const refuse = (stream: Duplex, status: string, details: RefusalDetails = {}): void => {
  stream.end(rawRefusal(status, details));
  const grace = setTimeout(() => stream.destroy(), refusedMs);
  // Only reading shows that the peer has closed.
  stream.resume().once("close", () => clearTimeout(grace));
};

const rawRefusal = (status: string, { retryMs = 0, sentence = "" }: RefusalDetails): string =>
  [
    `HTTP/1.1 ${status}`,
    ...(retryMs > 0 ? [`Retry-After: ${Math.ceil(retryMs / 1000)}`] : []),
    ...Object.entries(safeHeaders).map(([name, value]) => `${name}: ${value}`),
    "Connection: close",
    ...(sentence === "" ? [] : ["Content-Type: text/plain; charset=utf-8"]),
    `Content-Length: ${Buffer.byteLength(sentence)}`,
    "",
    sentence,
  ].join("\r\n");

/** Refuses a request that is not HTTP, or comes too slowly. */
export const refuseUnread = (error: NodeJS.ErrnoException, stream: Duplex): void => {
  if (stream.writable && error.code !== "ECONNRESET") refuse(stream, statusOf(error.code));
  else stream.destroy();
};

const statusOf = (code: string | undefined): string => {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return "408 Request Timeout";
  return code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
};
