import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "../../harness/place.ts";

/** A fault of `strace`: which calls on which files fail. */
export interface Injection {
  readonly paths: readonly string[];
  /** As `strace -e inject=` takes it, such as `pwrite64:error=EIO:when=3`. */
  readonly fault: string;
}

/** The longest wait for something that never comes. */
const longestMs = 60_000;

/** A server on the log of a folder, under `strace` if something is to fail. */
export class DiskServer {
  readonly #child: ChildProcess;
  readonly #exit: Promise<number | null>;
  output = "";
  url = "";
  tcpPort = 0;

  private constructor(folder: string, injection: Injection | undefined) {
    const ports = ["--port", "0", "--tcp-port", "0"];
    const files = ["--log", join(folder, "messages.json"), "--data", join(folder, "data")];
    const ways = ["--log-format", "json", "--limits", "off", "--locale", "en"];
    const server = [process.execPath, "apps/server/src/start.js", ...files, ...ports, ...ways];
    const [program = "", ...arguments_] = injection ? [...straced(injection), ...server] : server;
    this.#child = spawn(program, arguments_, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    this.#exit = once(this.#child, "close").then(([code]) => (typeof code === "number" ? code : null));
  }

  /** Resolves when it is ready, or has ended. */
  static async start(folder: string, injection?: Injection): Promise<DiskServer> {
    const server = new DiskServer(folder, injection);
    const ready = Promise.withResolvers<void>();
    const look = (): void => {
      const line = server.output.split("\n").find((part) => part.includes('"http":') && part.endsWith("}"));
      if (line === undefined) return;
      const { http, tcpPort } = JSON.parse(line) as { http: string; tcpPort: number };
      server.url = http;
      server.tcpPort = tcpPort;
      ready.resolve();
    };
    server.#child.stdout?.on("data", look);
    await Promise.race([ready.promise, server.#exit]);
    return server;
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  /** Whether it took people in. */
  get wasReady(): boolean {
    return this.url !== "";
  }

  /** Its exit code; -1 if it does not end, and is killed. */
  async exited(): Promise<number | null> {
    const deadline = setTimeout(() => this.#child.kill("SIGKILL"), longestMs);
    const code = await this.#exit;
    clearTimeout(deadline);
    return code ?? -1;
  }

  stop(): Promise<number | null> {
    this.#child.kill("SIGTERM");
    return this.exited();
  }
}

/** With `-D` the tracer is the grandchild: signals go to the server, and the exit code is its own. */
const straced = ({ paths, fault }: Injection): readonly string[] => {
  const [call = ""] = fault.split(":");
  const files = paths.flatMap((path) => ["-P", path]);
  const quietly = ["-D", "-f", "-qq", "-o", "/dev/null"];
  return ["strace", ...quietly, ...files, "-e", `trace=${call}`, "-e", `inject=${fault}`, "--"];
};
