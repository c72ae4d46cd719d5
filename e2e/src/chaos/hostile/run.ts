import { readFileSync } from "node:fs";
import { chanceOf, type Chance } from "@beseda/server/testing/hostile";
import { TcpLines, WebSocketLines } from "../../harness/lines.ts";
import { MemoryPeak, type MemorySplit } from "../../harness/memory-peak.ts";
import { temporaryFolder } from "../../harness/place.ts";
import { ServerProcess } from "../../harness/server.ts";
import { StockClient } from "../../harness/stock-client.ts";
import { until } from "../../harness/until.ts";
import { judgeFile } from "../races/judge.ts";
import { attacks, type AttackName } from "./attacks.ts";
import { delivered, type Delivered } from "./delivered.ts";
import { HonestLines, HonestProgram, talk, unansweredOf, type Honest } from "./honest.ts";
import { judgeRecords } from "./judge.ts";
import { lookAlikesIn } from "./look-alikes.ts";
import { Stage } from "./stage.ts";

export interface HostileOptions {
  readonly seed: number;
  /** How often each attack is made. */
  readonly rounds: number;
  /** Attacks that go on beside each other. */
  readonly atOnce: number;
  /** Addresses that they come from. */
  readonly addresses: number;
  /** No attack begins after so long. */
  readonly longestMs: number;
  /** Which attacks; all unless given. */
  readonly only?: readonly AttackName[] | undefined;
  /** Options of the server: to take a limit out, and see it found. */
  readonly server?: readonly string[];
  /** Called with a line on what is being done. */
  readonly onProgress?: (line: string) => void;
}

export interface HostileResult extends Delivered {
  readonly seed: number;
  readonly attacks: number;
  readonly connections: number;
  readonly records: number;
  readonly peakMiB: number;
  /** What that memory was for. */
  readonly peak: MemorySplit;
  readonly seconds: number;
  /** Connections over which a text of a private room came to somebody who is not in it. */
  readonly leaks: number;
  /** Newcomers who got the id of another one. */
  readonly sharedIds: number;
  readonly faults: readonly string[];
}

/** The memory that a server of this size may take, whatever is done to it. */
const mostMiB = 400;
/** Everything said in the private room contains this. */
const secret = "тайна-7f3a9c";

/** Hostile people of every kind beside a handful of honest ones; then what the file and the honest ones say. */
export const hostileChaos = async (options: HostileOptions): Promise<HostileResult> => {
  const began = performance.now();
  await using folder = await temporaryFolder();
  const memory = new MemoryPeak(folder.path);
  await using server = await ServerProcess.start({
    folder: folder.path,
    env: memory.env,
    arguments: ["--locale", "ru", ...(options.server ?? [])],
  });
  await using people = await HonestPeople.come(server);
  const done = new AbortController();
  const stage = new Stage({ server, prey: people.prey, secrets: [Buffer.from(secret)], signal: done.signal });
  const talking = new AbortController();
  const honest = people.everybody.map((one) => talk(one, 150, talking.signal));
  const made = await attackAll(stage, options);
  done.abort();
  stage.leave();
  talking.abort();
  await Promise.all(honest);
  await people.settled();
  const health = await statusOf(server);
  const peakMiB = peakOf(server);
  const seen = people.everybody.map(({ name, wasClosed, lines }) => ({ name, wasClosed, lines: [...lines] }));
  await people.leave();
  const code = await server.stop();

  const { records, faults } = judgeFile(server.logFile);
  const honestIds = new Map(people.everybody.map(({ name, clientId }) => [name, clientId]));
  const known = { honest: honestIds, addresses: options.addresses, goodbyes: stage.goodbyes };
  const said = new Map(people.everybody.map((one) => [one.name, new Set(one.said)]));
  const messages = new Map(
    records.filter(({ type }) => type === "message").map(({ seq, message }) => [seq, message]),
  );
  const ids = stage.newcomers.flatMap(({ welcome }) => welcome?.client_id ?? []);
  return {
    seed: options.seed,
    attacks: made,
    connections: stage.wires.length,
    records: records.length,
    peakMiB,
    peak: memory.read(),
    seconds: Math.round((performance.now() - began) / 1000),
    ...delivered(people.everybody, messages),
    leaks: stage.wires.filter(({ hasLeaked }) => hasLeaked).length,
    sharedIds: ids.length - new Set(ids).size,
    faults: [
      ...(code === 0 ? [] : [`the server ended with ${code}`]),
      ...(health === "ok" ? [] : [`the server said that it was ${health}`]),
      ...(peakMiB <= mostMiB ? [] : [`the server took ${peakMiB} MiB`]),
      ...seen.flatMap(({ wasClosed, name }) => (wasClosed ? [`${name} was sent away`] : [])),
      ...people.everybody.flatMap(unansweredOf),
      ...seen.flatMap(({ lines }) => lookAlikesIn(lines, said)),
      ...stackTracesIn(server),
      ...faults,
      ...judgeRecords(records, known),
    ],
  };
};

/** Those who keep the rules, one of each kind of client; two of them have a room of their own. */
class HonestPeople implements AsyncDisposable {
  readonly everybody: readonly Honest[];
  readonly prey: Stage["prey"];
  readonly #leaving: AsyncDisposableStack;
  readonly #telling: NodeJS.Timeout;
  #anna: StockClient;

  private constructor(
    everybody: readonly Honest[],
    prey: Stage["prey"],
    hold: { anna: StockClient; leaving: AsyncDisposableStack },
  ) {
    this.everybody = everybody;
    this.prey = prey;
    this.#anna = hold.anna;
    this.#leaving = hold.leaving;
    let told = 0;
    this.#telling = setInterval(() => {
      const id = crypto.randomUUID();
      this.#anna.api.message.send
        .mutate({ id, room: prey.privateRoom, text: `${secret} ${(told += 1)}` })
        .catch(() => undefined);
    }, 200);
  }

  static async come(server: ServerProcess): Promise<HonestPeople> {
    await using leaving = new AsyncDisposableStack();
    const anna = leaving.use(new StockClient(server.url, { name: "Анна" }));
    const boris = leaving.use(new StockClient(server.url, { name: "Борис" }));
    const welcome = await anna.follow();
    await boris.follow();
    const { room } = await anna.api.room.create.mutate({ room: "тайник", private: true });
    await anna.api.room.invite.mutate({ room, name: "Борис" });
    await boris.api.room.join.mutate({ room });
    const vera = leaving.use(new TcpLines(server.tcpPort));
    await vera.sees("#lobby");
    vera.type("/nick Вера");
    await vera.sees("Теперь вы Вера");
    const gleb = leaving.use(new WebSocketLines(server.url, { name: "Глеб" }));
    await gleb.sees("#lobby");
    const prey = {
      clientId: welcome.client_id,
      session: welcome.session,
      log: welcome.log,
      run: welcome.run ?? "",
      privateRoom: room,
    };
    const everybody = [
      new HonestProgram(anna),
      new HonestProgram(boris),
      new HonestLines(vera, "Вера", await idIn(vera.lines)),
      new HonestLines(gleb, "Глеб", await idIn(gleb.lines)),
    ];
    return new HonestPeople(everybody, prey, { anna, leaving: leaving.move() });
  }

  /** Resolves when everybody has seen what everybody said. */
  async settled(): Promise<void> {
    clearInterval(this.#telling);
    const said = this.everybody.flatMap((one) => one.said);
    const hasAll = (one: Honest): boolean => {
      const seen = new Set(one.seen());
      return said.every((text) => seen.has(text));
    };
    await until("all that was said, everywhere", () => this.everybody.every(hasAll), 20_000).catch(
      () => undefined,
    );
  }

  async leave(): Promise<void> {
    clearInterval(this.#telling);
    await this.#leaving[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.leave();
  }
}

const idIn = (lines: readonly string[]): Promise<string> =>
  until("an id in the greeting", () => /Client_\d+/u.exec(lines.join("\n"))?.[0]);

/** Makes all attacks, mixed, so many at once. Returns how many there were. */
const attackAll = async (stage: Stage, options: HostileOptions): Promise<number> => {
  const { seed, rounds, atOnce, addresses, longestMs, only, onProgress } = options;
  const chance = chanceOf(seed);
  const names = only ?? (Object.keys(attacks) as AttackName[]);
  const waiting = shuffled(Array.from({ length: rounds }, () => names).flat(), chance);
  const deadline = performance.now() + longestMs;
  let made = 0;
  const attacker = async (): Promise<void> => {
    for (let name = waiting.pop(); name && performance.now() < deadline; name = waiting.pop()) {
      made += 1;
      await attacks[name](stage, chanceOf(chance.below(2 ** 31)), `127.0.1.${1 + chance.below(addresses)}`);
      if (made % 20 === 0) onProgress?.(`${made} attacks, ${waiting.length} to go`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, attacker));
  return made;
};

const shuffled = <Value>(values: readonly Value[], chance: Chance): Value[] => {
  const rest = [...values];
  return values.map(() => rest.splice(chance.below(rest.length), 1)[0] as Value);
};

const statusOf = async ({ url }: ServerProcess): Promise<string> => {
  const answer = await fetch(`${url}/health`);
  const text = await answer.text();
  return /"status":"(?<status>[^"]+)"/u.exec(text)?.groups?.["status"] ?? `${answer.status} ${text}`;
};

/** The most memory that it ever had, as reported by Linux; 0 if nothing reports it. */
const peakOf = ({ program }: ServerProcess): number => {
  try {
    const status = readFileSync(`/proc/${program.child.pid}/status`, "utf8");
    return Math.round(Number(/VmHWM:\s+(?<kib>\d+)/u.exec(status)?.groups?.["kib"] ?? 0) / 1024);
  } catch {
    return 0;
  }
};

/** Output on a bug of the program, which an operator sees: no input of a client is one. */
const stackTracesIn = ({ program }: ServerProcess): readonly string[] =>
  `${program.output}\n${program.errors}`
    .split("\n")
    .filter((line) => /"level":60|"stack"|^\s+at /u.test(line))
    .map((line) => `the operator was told ${line.slice(0, 300)}`);
