/** What programs speak that come to the wrong port. */
export type ForeignProtocol = "http" | "ssh" | "tls";

/** A whole request line of HTTP and of what was made after it, however long its target is. */
const requestLine = /^[A-Za-z-]{1,32} \S+ (?:HTTP|RTSP|SIP|ICAP)\/\d(?:\.\d)?$/u;
/** How one begins. */
const requestBeginning = /^[A-Za-z-]{1,32} (?:\/|\*|[a-z]{3,6}:)/u;
const sshBanner = /^SSH-\d\.\d+-/u;
/** Content type and major version of a TLS handshake. */
const tlsRecord = [0x16, 0x03];

/** The protocol whose first line this is; undefined for what a person might type. */
export const protocolOfLine = (line: string): ForeignProtocol | undefined => {
  if (requestLine.test(line)) return "http";
  return sshBanner.test(line) ? "ssh" : undefined;
};

/** Whether the first bytes of a line may grow into a request: then it is too early to say anything. */
export const mayBecomeRequest = (beginning: string): boolean => requestBeginning.test(beginning);

/** Whether the first two bytes of a connection begin a TLS handshake. No person types the first of them. */
export const isTls = (head: readonly number[]): boolean =>
  head.length >= tlsRecord.length && tlsRecord.every((byte, index) => head[index] === byte);

/** The alert `handshake_failure`, fatal (RFC 8446, 6): what a TLS client understands at once. */
export const tlsAlert: Uint8Array = Uint8Array.of(0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28);

/** What an HTTP client gets from a port that is not for it. */
export const httpRefusal = (sentence: string): string =>
  [
    "HTTP/1.1 400 Bad Request",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(sentence) + 1}`,
    "Connection: close",
    // For programs that look why they got nowhere.
    "X-Beseda-Port: lines",
    "",
    `${sentence}\n`,
  ].join("\r\n");
