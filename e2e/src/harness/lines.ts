import { connect } from "node:net";
import { until } from "./until.ts";

/** A client of a text gateway, line by line. */
abstract class LineClient implements AsyncDisposable {
  readonly lines: string[] = [];
  close: { readonly code?: number; readonly reason?: string } | undefined;

  abstract type(line: string): void;
  protected abstract end(): void;

  /** The first line with this text. */
  sees(text: string): Promise<string> {
    return until(
      `«${text}» among\n${this.lines.slice(-10).join("\n")}`,
      () => this.lines.find((line) => line.includes(text)) ?? false,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
    await until("the close", () => this.close !== undefined);
  }
}

/** A plain WebSocket, as `wscat` is. */
export class WebSocketLines extends LineClient {
  readonly #socket: WebSocket;

  constructor(url: string, query: Readonly<Record<string, string>> = {}) {
    super();
    this.#socket = new WebSocket(`${url.replace(/^http/u, "ws")}/?${new URLSearchParams(query).toString()}`);
    this.#socket.addEventListener("message", ({ data }) => this.lines.push(String(data)));
    this.#socket.addEventListener("close", ({ code, reason }) => (this.close = { code, reason }));
  }

  type(line: string): void {
    this.#socket.send(line);
  }

  protected end(): void {
    this.#socket.close();
  }
}

/** A TCP connection, as `telnet` is. */
export class TcpLines extends LineClient {
  readonly #socket: ReturnType<typeof connect>;
  #rest = "";

  constructor(port: number) {
    super();
    this.#socket = connect(port, "127.0.0.1").setEncoding("utf8");
    this.#socket.on("data", (text: string) => {
      const lines = (this.#rest + text).split("\n");
      this.#rest = lines.pop() ?? "";
      this.lines.push(...lines);
    });
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", () => (this.close = {}));
  }

  type(line: string): void {
    this.#socket.write(`${line}\n`);
  }

  /** Reads the rest: unread bytes would make a connection that is simply destroyed look broken. */
  protected end(): void {
    this.#socket.end().resume();
    setTimeout(() => this.#socket.destroy(), 1000).unref();
  }
}
