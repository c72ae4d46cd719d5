import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { WebSocket } from "ws";

/** Requests to one server over one socket, as plain as they can be. */
class Caller {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<void>>();
  #requests = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      const { id, error } = JSON.parse(data.toString()) as { id: number; error?: { message: string } };
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve();
    });
  }

  static async connect(port: number, name: string): Promise<Caller> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/trpc?connectionParams=1`);
    await once(socket, "open");
    socket.send(JSON.stringify({ method: "connectionParams", data: { name } }));
    return new Caller(socket);
  }

  ask(path: string, input: object): Promise<void> {
    this.#requests += 1;
    const waiting = Promise.withResolvers<void>();
    this.#waiting.set(this.#requests, waiting);
    this.#socket.send(JSON.stringify({ id: this.#requests, method: "mutation", params: { path, input } }));
    return waiting.promise;
  }

  close(): void {
    this.#socket.terminate();
  }
}

const account = { name: "Анна", password: "очень длинный пароль" };
const everyMs = 5;

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** Acknowledgement times of one sender, 200 messages a second, in milliseconds. */
const sendFor = async (sender: Caller, seconds: number): Promise<readonly number[]> => {
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const start = performance.now();
  for (let count = 0; count * everyMs < seconds * 1000; count += 1) {
    const due = start + count * everyMs;
    const restMs = due - performance.now();
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    const input = { id: crypto.randomUUID(), room: "lobby", text: "сообщение" };
    pending.push(sender.ask("message.send", input).then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(pending);
  return times;
};

interface Logins {
  readonly done: () => number;
  readonly stop: () => Promise<void>;
}

/** So many logins always under way. */
const keepLoggingIn = (callers: readonly Caller[]): Logins => {
  let done = 0;
  const over = new AbortController();
  const loops = callers.map(async (caller) => {
    while (!over.signal.aborted) {
      await caller.ask("account.login", account);
      done += 1;
    }
  });
  return {
    done: () => done,
    stop: async () => {
      over.abort();
      await Promise.all(loops);
    },
  };
};

const startServer = async (folder: string): Promise<{ readonly port: number; readonly stop: () => void }> => {
  const main = resolve(import.meta.dirname, "../../apps/server/src/main.ts");
  const files = ["--log", join(folder, "messages.json"), "--data", join(folder, "data")];
  const more = ["--port", "0", "--tcp-port", "off", "--log-format", "json", "--limits", "off"];
  const child = spawn(process.execPath, [main, ...files, ...more], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface(child.stdout)) {
    const { port } = JSON.parse(line) as { port?: number };
    if (port !== undefined) return { port, stop: () => child.kill() };
  }
  throw new Error("The server did not start.");
};

/** How long acknowledgements take alone, and while logins keep the hashing busy, in interleaved rounds. */
export const run = async (options: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...options],
    options: {
      logins: { type: "string", default: "8" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "4" },
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const rounds = values.quick ? 1 : Number(values.rounds);
  const seconds = values.quick ? 2 : Number(values.seconds);
  const folder = await mkdtemp(join(tmpdir(), "beseda-bench-"));
  const server = await startServer(folder);
  try {
    const registrar = await Caller.connect(server.port, account.name);
    await registrar.ask("account.register", { password: account.password });
    const callers = await Promise.all(
      Array.from({ length: Number(values.logins) }, (_, index) =>
        Caller.connect(server.port, `Гость ${index}`),
      ),
    );
    const sender = await Caller.connect(server.port, "Борис");
    await sendFor(sender, 1);
    const alone: number[] = [];
    const beside: number[] = [];
    let logins = 0;
    for (let round = 0; round < rounds; round += 1) {
      alone.push(...(await sendFor(sender, seconds)));
      const logging = keepLoggingIn(callers);
      beside.push(...(await sendFor(sender, seconds)));
      await logging.stop();
      logins += logging.done();
    }
    report({ alone, beside, logins, inFlight: callers.length, json: values.json });
    for (const caller of [registrar, sender, ...callers]) caller.close();
  } finally {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

interface Outcome {
  readonly alone: readonly number[];
  readonly beside: readonly number[];
  readonly logins: number;
  readonly inFlight: number;
  readonly json: boolean;
}

const report = ({ alone, beside, logins, inFlight, json }: Outcome): void => {
  const row = (times: readonly number[]) => {
    const sorted = times.toSorted((one, other) => one - other);
    const of = (part: number): number => Number(percentile(sorted, part).toFixed(2));
    return { messages: sorted.length, p50: of(0.5), p99: of(0.99), max: of(1) };
  };
  const outcome = { inFlight, logins, alone: row(alone), beside: row(beside) };
  if (json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  else console.table({ alone: outcome.alone, [`${inFlight} logins in flight`]: outcome.beside });
};
