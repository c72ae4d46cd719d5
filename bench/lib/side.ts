import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { bare, beseda, socketIo, stockTrpc, type Dialect } from "./dialect.ts";
import { peerPath } from "./peers.ts";

/** One of the compared servers. */
export interface Side {
  readonly name: string;
  readonly dialect: Dialect;
  /** Program and arguments; `folder` is the side's own and goes when it stops. */
  readonly command: (folder: string) => readonly [program: string, ...args: string[]];
  /** Whether it reports how late its event loop is (`inside.ts`). @default false */
  readonly isWatched?: boolean;
}

/** The tree of the measured server; another one, to compare this one with an earlier or later state. */
const root = resolve(process.env["BESEDA_BENCH_TREE"] ?? join(import.meta.dirname, "../.."));
const node = process.execPath;

/** This server as it is in production, but for the limits: durable, its log on the disk of the temporary folder. */
export const thisServer = (name: string, ...more: readonly string[]): Side => ({
  name,
  dialect: beseda,
  command: (folder) => {
    const files = ["--log", join(folder, "messages.json"), "--data", join(folder, "data")];
    const ports = ["--port", "0", "--tcp-port", "0", "--log-format", "json"];
    // As people start it: it hands over to itself, in the same process, with what it asks of V8.
    const main = join(root, "apps/server/bin/beseda-server.js");
    return [node, main, ...files, ...ports, "--limits", "off", "--durability", "fsync", ...more];
  },
});

export const sides = {
  beseda: thisServer("Beseda"),
  pull: thisServer("Beseda, --fanout pull", "--fanout", "pull"),
  trpc: { name: "stock tRPC generator", dialect: stockTrpc, command: () => [node, peerPath("trpc.ts")] },
  socketIo: { name: "socket.io", dialect: socketIo, command: () => [node, peerPath("socket-io.ts")] },
  ws: { name: "plain ws loop", dialect: bare, command: () => [node, peerPath("ws.ts")] },
  bun: {
    name: "Bun publish (C++)",
    dialect: bare,
    command: () => [peerPath("node_modules/.bin/bun"), peerPath("bun.ts")],
  },
} as const satisfies Record<string, Side>;

interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly port: number;
}

/** A server of one side, in a process of its own. */
export class SideProcess implements AsyncDisposable {
  readonly #side: Side;
  readonly #folder: string;
  #running: Running;

  private constructor(side: Side, folder: string, running: Running) {
    this.#side = side;
    this.#folder = folder;
    this.#running = running;
  }

  /**
   * Starts the server of a side; resolves when it listens.
   * @throws {Error} if it ended instead
   */
  static async start(side: Side): Promise<SideProcess> {
    const folder = await mkdtemp(join(tmpdir(), "beseda-bench-"));
    return new SideProcess(side, folder, await launch(side, folder));
  }

  get pid(): number {
    return this.#running.pid;
  }

  get port(): number {
    return this.#running.port;
  }

  get dialect(): Dialect {
    return this.#side.dialect;
  }

  /** Its own files; gone when it is disposed of. */
  get folder(): string {
    return this.#folder;
  }

  /** The socket on which a watched side says how late it is. */
  get insidePath(): string {
    return insideOf(this.#folder);
  }

  /** Stops it politely and starts it again on the same files; the port is another one then. */
  async restart(): Promise<void> {
    await this.#end("SIGTERM");
    this.#running = await launch(this.#side, this.#folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this.#running;
    const ended = once(child, "exit");
    if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await ended;
  }
}

const insideOf = (folder: string): string => join(folder, "inside.sock");

const watched = (folder: string): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, "inside.ts")).href}`,
  BESEDA_BENCH_INSIDE: insideOf(folder),
});

const launch = async ({ name, command, isWatched = false }: Side, folder: string): Promise<Running> => {
  const [program, ...args] = command(folder);
  const env = { ...process.env, NODE_ENV: "production", ...(isWatched && watched(folder)) };
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const port = await portOf(child, name);
  return { child, pid: child.pid ?? Number.NaN, port };
};

/** The port that a server prints on its first lines, as JSON. */
const portOf = async (child: ChildProcess, name: string): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let output = "";
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors = (errors + text).slice(-2000)));
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    if (output.length < 10_000) output += text;
    const port = /"port":(\d+)/u.exec(output)?.[1];
    if (port !== undefined) resolve(Number(port));
  });
  child.once("error", reject);
  child.once("exit", (code) => reject(new Error(`${name} did not start (exit ${code}): ${errors}`)));
  return promise;
};
