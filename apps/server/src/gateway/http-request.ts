const requestLine = /^[A-Z]{1,16} \S{1,8000} HTTP\/\d/u;

/** Whether the first line of a connection is the beginning of an HTTP request. */
export const isHttpRequest = (line: string): boolean => requestLine.test(line);

/** What an HTTP client gets from a port that is not for it. */
export const httpRefusal = (sentence: string): string =>
  [
    "HTTP/1.1 400 Bad Request",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(sentence) + 1}`,
    "Connection: close",
    "",
    `${sentence}\n`,
  ].join("\r\n");
