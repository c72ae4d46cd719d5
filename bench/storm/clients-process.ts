import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { answer } from "../lib/helper/answer.ts";
import { StockClient } from "../lib/stock-client.ts";

/** The counted messages that a client heard. */
interface Listener {
  readonly client: StockClient;
  readonly heard: string[];
  completeAt: number;
  greetedAt: number;
}

/** Clients that come at the same time at the start: only their coming back is measured. */
const atOnce = 25;

const listeners: Listener[] = [];
let expected = Number.POSITIVE_INFINITY;
let cutAt = 0;

const join = async (port: number): Promise<void> => {
  const heard: string[] = [];
  const client = new StockClient({
    port,
    onMessage: (text) => {
      heard.push(text);
      if (heard.length === expected) listener.completeAt = performance.now();
    },
    onGreeting: () => {
      listener.greetedAt = performance.now();
    },
  });
  const listener: Listener = { client, heard, completeAt: 0, greetedAt: 0 };
  listeners.push(listener);
  await client.follow();
};

const open = async ({ port, count }: { port: number; count: number }): Promise<void> => {
  for (let opened = 0; opened < count; opened += atOnce) {
    const batch = Math.min(atOnce, count - opened);
    await Promise.all(Array.from({ length: batch }, () => join(port)));
  }
};

/** Cuts every connection; a client is complete when it has come back and heard so many messages in all. */
const cut = (messages: number): void => {
  expected = messages;
  cutAt = performance.now();
  for (const { client } of listeners) client.cut();
};

/** How the clients of this process came back. */
export interface Returned {
  readonly clients: number;
  /** From the cut to the greeting of the last one. */
  readonly backMs: number;
  /** From the cut until every client had heard everything; of each client, ascending. */
  readonly completeMs: readonly number[];
  readonly incomplete: number;
  /** Why clients no longer follow: sentences of the server's. */
  readonly refusals: readonly string[];
  /** Records that did not follow the one before, and messages that came twice. */
  readonly gaps: number;
  readonly repeated: number;
  /** Connections that were made after the cut. */
  readonly connections: number;
  /** Sessions that were given up before their client was back, and begun anew. */
  readonly renewals: number;
}

const returned = async (timeoutMs: number): Promise<Returned> => {
  const deadline = performance.now() + timeoutMs;
  const waits = (): boolean => listeners.some(({ completeAt }) => completeAt === 0);
  while (waits() && performance.now() < deadline) await sleep(20);
  const complete = listeners.filter(({ completeAt }) => completeAt > 0);
  return {
    clients: listeners.length,
    backMs: Math.max(...listeners.map(({ greetedAt }) => greetedAt)) - cutAt,
    completeMs: complete.map(({ completeAt }) => completeAt - cutAt).sort((one, other) => one - other),
    incomplete: listeners.length - complete.length,
    refusals: [...new Set(listeners.flatMap(({ client }) => client.refusal ?? []))],
    gaps: listeners.reduce((sum, { client }) => sum + client.gaps, 0),
    repeated: listeners.reduce((sum, { heard }) => sum + heard.length - new Set(heard).size, 0),
    connections: listeners.reduce((sum, { client }) => sum + client.greetings - 1, 0),
    renewals: listeners.reduce((sum, { client }) => sum + client.renewals, 0),
  };
};

const methods = { open, cut, returned };
/** The methods of a process of clients. */
export type ClientMethods = typeof methods;

answer(methods);
