import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { StockClient } from "../../harness/stock-client.ts";
import type { DiskServer } from "./server.ts";

/** Answers that senders got. */
export class Journal {
  /** Text by `seq`. */
  readonly acknowledged = new Map<number, string>();
  /** When the last acknowledgement came. */
  lastAtMs = 0;
  /** Refusals by their code, or line. */
  readonly refused = new Map<string, number>();

  acknowledge(seq: number, text: string): void {
    this.acknowledged.set(seq, text);
    this.lastAtMs = performance.now();
  }

  refuse(code: string): void {
    this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
  }
}

export interface Sending {
  readonly server: DiskServer;
  readonly journal: Journal;
  /** Begins every text, so that no two are alike. */
  readonly name: string;
  readonly signal: AbortSignal;
  /** Between two messages. */
  readonly pauseMs: number;
  /** Messages after which somebody new comes in its place. */
  readonly stay: number;
}

/** Says one thing after another over tRPC, until the signal. */
export const sendFrames = async ({
  server,
  journal,
  name,
  signal,
  pauseMs,
  stay,
}: Sending): Promise<void> => {
  for (let visit = 0; !signal.aborted; visit += 1) {
    const client = new StockClient(server.url, { name: `${name}v${visit}` });
    for (let count = 0; count < stay && !signal.aborted; count += 1) {
      const text = `${name} ${visit} ${count}`;
      try {
        const said = client.say(text, crypto.randomUUID());
        const { seq } = await Promise.race([said, aborted(signal)]);
        journal.acknowledge(seq, text);
      } catch (error) {
        if (!signal.aborted) journal.refuse(codeOf(error));
      }
      await sleep(pauseMs);
    }
    await client.close();
  }
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });

const codeOf = (error: unknown): string => {
  const { data }: { data?: { beseda?: { code?: string } } } = Object(error);
  return data?.beseda?.code ?? "connection";
};

/** Says one thing after another in lines over TCP, until the signal. */
export const sendLines = async (sending: Sending): Promise<void> => {
  for (let visit = 0; !sending.signal.aborted; visit += 1) {
    const socket = connect({ port: sending.server.tcpPort, host: "127.0.0.1", noDelay: true });
    await talk(socket, visit, sending).catch(() => undefined);
    socket.destroy();
    await sleep(sending.pauseMs);
  }
};

const answer = /#(\d+)/u;

const talk = async (socket: Socket, visit: number, sending: Sending): Promise<void> => {
  const { journal, name, signal, pauseMs, stay } = sending;
  const heard = linesOf(socket);
  for (let count = 0; count < stay && !signal.aborted; count += 1) {
    const text = `${name} ${visit} ${count}`;
    socket.write(`${text}\n`);
    for (;;) {
      const line = await Promise.race([heard(), aborted(signal)]);
      if (line === undefined) return;
      const seq = /^(?:\[\S+\] )?(?:Received|Принято) #/u.test(line) ? answer.exec(line)?.[1] : undefined;
      if (seq !== undefined) journal.acknowledge(Number(seq), text);
      else if (line.includes("disk is full")) journal.refuse("log-full");
      else continue;
      break;
    }
    await sleep(pauseMs);
  }
  socket.end("/quit\n");
};

/** Gives one line after another; undefined when there are no more. */
const linesOf = (socket: Socket): (() => Promise<string | undefined>) => {
  const lines = createInterface({ input: socket.on("error", () => undefined) })[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await lines.next();
    return done ? undefined : value;
  };
};
