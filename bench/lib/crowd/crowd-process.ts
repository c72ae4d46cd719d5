import type { Dialect } from "../dialect.ts";
import { answer } from "../helper/answer.ts";
import { RawSocket } from "../raw/raw-socket.ts";
import { CountingReader } from "./counting-reader.ts";

/** Connections that are opened at the same time: more would only wait in the server's backlog. */
const atOnce = 50;

const readers: CountingReader[] = [];
const connect = RawSocket.factory();

const open = async ({
  count,
  port,
  dialect,
}: {
  count: number;
  port: number;
  dialect: Dialect;
}): Promise<void> => {
  const endpoint = { port, role: dialect.reader };
  for (let opened = 0; opened < count; opened += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - opened) }, () =>
      CountingReader.open(endpoint, connect),
    );
    readers.push(...(await Promise.all(batch)));
  }
};

/** The messages that the readers of a crowd have got so far. */
export interface Counts {
  readonly readers: number;
  /** Messages of the reader that got fewest, and most. */
  readonly least: number;
  readonly most: number;
  readonly messages: number;
  readonly bytes: number;
  readonly frames: number;
  readonly closed: number;
}

const counts = (): Counts => ({
  readers: readers.length,
  least: Math.min(...readers.map(({ messages }) => messages)),
  most: Math.max(...readers.map(({ messages }) => messages)),
  messages: readers.reduce((sum, { messages }) => sum + messages, 0),
  bytes: readers.reduce((sum, { bytes }) => sum + bytes, 0),
  frames: readers.reduce((sum, { frames }) => sum + frames, 0),
  closed: readers.filter(({ socket }) => !socket.isOpen).length,
});

const methods = { open, counts };
/** The methods of a crowd. */
export type CrowdMethods = typeof methods;

answer(methods);
