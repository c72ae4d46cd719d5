/** The protocols of programs that come to the wrong port. */
export type ForeignProtocol = "http" | "ssh" | "tls";

/** Matches a whole request line of HTTP and of protocols modelled on it, however long its target is. */
const requestLine = /^[A-Za-z-]{1,32} \S+ (?:HTTP|RTSP|SIP|ICAP)\/\d(?:\.\d)?$/u;
/** Matches the beginning of a request line. */
const requestBeginning = /^[A-Za-z-]{1,32} (?:\/|\*|[a-z]{3,6}:)/u;
const sshBanner = /^SSH-\d\.\d+-/u;
/** The content type and the major version of a TLS handshake. */
const tlsRecord = [0x16, 0x03];

/** Returns the protocol whose first line this is; undefined for a line that a person might type. */
export const protocolOfLine = (line: string): ForeignProtocol | undefined => {
  if (requestLine.test(line)) return "http";
  return sshBanner.test(line) ? "ssh" : undefined;
};

/** Tells whether the first bytes of a line may become a request: then it is too early to send anything. */
export const mayBecomeRequest = (beginning: string): boolean => requestBeginning.test(beginning);

/**
 * Tells whether the first two bytes of a connection begin a TLS handshake. No person types the first of them.
 */
export const isTls = (head: readonly number[]): boolean =>
  head.length >= tlsRecord.length && tlsRecord.every((byte, index) => head[index] === byte);

/** The fatal alert `handshake_failure` (RFC 8446, 6), which a TLS client understands at once. */
export const tlsAlert: Uint8Array = Uint8Array.of(0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28);

/** Returns the answer for an HTTP client that comes to the wrong port. */
export const httpRefusal = (sentence: string): string =>
  [
    "HTTP/1.1 400 Bad Request",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(sentence) + 1}`,
    "Connection: close",
    // The header is for programs that look for the reason of the refusal.
    "X-Beseda-Port: lines",
    "",
    `${sentence}\n`,
  ].join("\r\n");
