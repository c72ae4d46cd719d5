/** What a browser is told of every answer, also of one that no framework makes. */
const safeHeaders = [
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options: nosniff",
  "Referrer-Policy: no-referrer",
  "Cache-Control: no-store",
];

/** A refusal on a socket that no framework looks after: a head and nothing else. */
export const rawRefusal = (status: string, retryMs = 0): string =>
  [
    `HTTP/1.1 ${status}`,
    ...(retryMs > 0 ? [`Retry-After: ${Math.ceil(retryMs / 1000)}`] : []),
    ...safeHeaders,
    "Connection: close",
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");

/** Of what is no HTTP, or comes too slowly, by the code of Node's error. */
export const statusOfBadRequest = (code: string | undefined): string => {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return "408 Request Timeout";
  return code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
};
