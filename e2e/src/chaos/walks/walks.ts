import { join } from "node:path";
import { createChatClient } from "@beseda/client";
import { isDirectRoom, isOf, type ChatRecord, type UnknownRecord } from "@beseda/protocol";
import { temporaryServer } from "@beseda/server/testing/running-server";
import { temporaryFolder } from "../../harness/place.ts";
import { Random } from "../random.ts";
import { Gate } from "./gate.ts";
import { Walk, type Typed } from "./walk.ts";

export interface WalksOptions {
  readonly seed: number;
  readonly walks: number;
  readonly steps: number;
  /** Walks at one server, which is started anew under them. */
  readonly atOnce: number;
  readonly onProgress?: (line: string) => void;
}

/** What went wrong; nothing is what is promised. */
export interface WalksResult {
  readonly seed: number;
  readonly walks: number;
  /** Lines that were typed. */
  readonly typed: number;
  /** Of them, given back behind a command that was refused. */
  readonly givenBack: number;
  readonly lost: number;
  readonly doubled: number;
  /** In a room that was not on the screen when they were typed. */
  readonly misplaced: number;
  /** Identities that became another, accounts of another name, lines that failed. */
  readonly faults: readonly string[];
}

type Message = Extract<ChatRecord, { readonly type: "message" }>;

const isRight = ({ to }: Typed, { room }: Message): boolean => {
  switch (to.kind) {
    case "room":
      return room === to.room;
    case "person":
      return isDirectRoom(room);
    case "nowhere":
      return false;
  }
};

const judge = (walks: readonly Walk[], records: readonly (ChatRecord | UnknownRecord)[]) => {
  const said = Map.groupBy(
    records.filter((record): record is Message => isOf(record, "message")),
    ({ message }) => message,
  );
  const faults: string[] = [];
  const sum = { typed: 0, givenBack: 0, lost: 0, doubled: 0, misplaced: 0 };
  for (const walk of walks)
    for (const line of walk.typed) {
      const found = said.get(line.text) ?? [];
      sum.typed += 1;
      const isBack = walk.returned.has(line.text);
      if (isBack) sum.givenBack += 1;
      if (found.length === 0 && !isBack) sum.lost += 1;
      if (found.length > 1 || (found.length === 1 && isBack)) sum.doubled += 1;
      if (found.some((record) => !isRight(line, record))) sum.misplaced += 1;
      if (found.length + (isBack ? 1 : 0) !== 1 || found.some((record) => !isRight(line, record)))
        faults.push(`«${line.text}» for ${JSON.stringify(line.to)}: ${found.map(({ room }) => room).join()}`);
    }
  return { ...sum, faults };
};

/** Walks of one group, at a server that ends and comes back under them. */
const walkTogether = async (seed: number, { steps, atOnce }: WalksOptions) => {
  const random = new Random(seed);
  await using folder = await temporaryFolder();
  const settings = { log: join(folder.path, "messages.json"), data: join(folder.path, "data") };
  let server = await temporaryServer({ settings });
  const { port } = server;
  const peer = createChatClient({ url: `http://127.0.0.1:${port}`, name: "Борис", client: "walk/1" });
  const faults: string[] = [];
  const gates = await Promise.all(Array.from({ length: atOnce }, () => Gate.open(port)));
  const walks = gates.map(
    (gate, index) =>
      new Walk({
        label: `${seed}-${index}`,
        random: new Random(random.below(2 ** 31)),
        gate,
        peer: "Борис",
        fault: (words) => faults.push(words),
      }),
  );
  let isOver = false;
  const going = Promise.all(walks.map((walk) => walk.go(steps))).finally(() => (isOver = true));
  const disturb = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 300 + random.below(700)));
    if (isOver) return;
    await server.stop();
    server = await temporaryServer({ settings: { ...settings, port } });
    peer.reconnectNow();
  };
  await Promise.all([going, disturb()]);
  await Promise.all(gates.map((gate) => gate[Symbol.asyncDispose]()));
  await peer.close();
  const verdict = judge(walks, await server.records());
  await server.stop();
  return { ...verdict, faults: [...faults, ...verdict.faults] };
};

/** Many people who rename, register, log in and out, are killed, cut off and slow: what they typed is where it was meant. */
export const walksChaos = async (options: WalksOptions): Promise<WalksResult> => {
  const { seed, walks, atOnce, onProgress } = options;
  const sum = { typed: 0, givenBack: 0, lost: 0, doubled: 0, misplaced: 0 };
  const faults: string[] = [];
  for (let done = 0; done < walks; done += atOnce) {
    const part = await walkTogether(seed * 1000 + done, options);
    for (const key of ["typed", "givenBack", "lost", "doubled", "misplaced"] as const) sum[key] += part[key];
    faults.push(...part.faults);
    onProgress?.(`${done + atOnce} walks, ${sum.typed} lines, ${faults.length} faults`);
  }
  return { seed, walks, ...sum, faults };
};
