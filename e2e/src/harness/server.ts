import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRecord, type ChatRecord } from "@beseda/protocol";
import { Program } from "./program.ts";
import { until } from "./until.ts";

export interface ServerProcessOptions {
  /** Folder for the log and the data. */
  readonly folder: string;
  readonly port?: number;
  readonly arguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The real server in a process of its own, on free ports of the loopback. */
export class ServerProcess implements AsyncDisposable {
  readonly program: Program;
  readonly logFile: string;
  /** Folder of the secrets. */
  readonly data: string;
  #url = "";
  #tcpPort = 0;

  private constructor(program: Program, folder: string) {
    this.program = program;
    this.logFile = join(folder, "messages.json");
    this.data = join(folder, "data");
  }

  static async start({
    folder,
    port = 0,
    arguments: more = [],
    env = {},
  }: ServerProcessOptions): Promise<ServerProcess> {
    const files = ["--log", join(folder, "messages.json"), "--data", join(folder, "data")];
    const ports = ["--port", String(port), "--tcp-port", "0"];
    const program = new Program(
      ["apps/server/bin/beseda-server.js", ...files, ...ports, "--log-format", "json", ...more],
      { env },
    );
    const server = new ServerProcess(program, folder);
    await program.says(/"http":"http[^\n]+\n/u);
    const ready = program.output.split("\n").find((line) => line.includes('"http":')) ?? "{}";
    const { http, tcpPort } = JSON.parse(ready) as { http: string; tcpPort: number };
    server.#url = http;
    server.#tcpPort = tcpPort;
    return server;
  }

  get url(): string {
    return this.#url;
  }

  get port(): number {
    return Number(new URL(this.#url).port);
  }

  get tcpPort(): number {
    return this.#tcpPort;
  }

  /** Asks it to stop; resolves with the exit code. */
  stop(signal: "SIGTERM" | "SIGINT" | "SIGHUP" = "SIGTERM"): Promise<number | null> {
    this.program.kill(signal);
    return this.program.exited();
  }

  /**
   * Every record of the log, parsed as strictly as JSON and the schema are. While the server writes, one look may fall
   * between two bytes of a write: it looks again. A log that is at rest is whole at the first look, or never.
   */
  async records(): Promise<readonly ChatRecord[]> {
    const array = await until("a log that is whole", async () => {
      try {
        return JSON.parse(await readFile(this.logFile, "utf8")) as unknown[];
      } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
      }
    });
    return array.map((value) => parseRecord(value) as ChatRecord);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.program[Symbol.asyncDispose]();
  }
}

/** The link that makes somebody the owner, from where only the operator can read it. */
export const ownerLink = ({ data }: ServerProcess): Promise<string> =>
  until("the owner's link", async () => {
    const text = await readFile(join(data, "owner-link.txt"), "utf8").catch(() => "");
    return /^\S+#invitation=[\w-]+(?=\n)/u.exec(text)?.[0];
  });
