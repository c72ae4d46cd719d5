import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../harness/until.ts";
import { Random } from "../random.ts";
import { emojis } from "./acts.ts";
import { judgeAnswers, judgePins, judgeRecords, judgeSighting } from "./check.ts";
import { Judge } from "./judge.ts";
import { NaiveFolder } from "./naive-folder.ts";
import { judgePages, pageSizes, type Turned } from "./pages.ts";
import type { Sighting } from "./person.ts";
import { resultOf, sum, type LivingChaosResult } from "./result.ts";
import { SdkPerson } from "./sdk-person.ts";
import { Stage, type StageOptions } from "./stage.ts";

export interface LivingChaosOptions extends StageOptions {
  readonly seed: number;
  /** Things that people do, in all. */
  readonly acts: number;
  /** Faults to connections; ends of the server come on top. */
  readonly faults: number;
  /** Ends of the server in the middle: two of three by SIGKILL. */
  readonly kills: number;
  /** Called with a line on what is being done, and with each difference. */
  readonly onProgress?: (line: string) => void;
}

type Marks = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A run, from the first of its people to the verdict. */
class LivingChaos {
  readonly #options: LivingChaosOptions;
  readonly #random: Random;
  readonly #stage: Stage;
  readonly #tell: (line: string) => void;
  /** Messages to which everybody reacts. */
  #crowded: readonly number[] = [];
  #kills = 0;

  constructor(options: LivingChaosOptions, parts: { readonly random: Random; readonly stage: Stage }) {
    this.#options = options;
    this.#random = parts.random;
    this.#stage = parts.stage;
    this.#tell = options.onProgress ?? ((): void => {});
  }

  async run(): Promise<LivingChaosResult> {
    const stage = this.#stage;
    await stage.open();
    await this.#live();
    this.#tell("everything was done; the network heals");
    stage.heal();
    await Promise.all(stage.people.map((person) => person.settled()));
    await Promise.all(stage.stock.map((person) => person.repeatAll()));
    await Promise.all(stage.lines.map((person) => person.close()));
    this.#tell("everybody marks what they have read");
    const pins = await this.#contentJudge((judge) => judgePins(judge, new NaiveFolder(stage.log), stage.sdk));
    const marks = await this.#mark();
    await stage.restart("SIGTERM");
    for (let newcomers = 0; newcomers < 2; newcomers += 1) await stage.enterLast();
    this.#tell("everybody looks at everything");
    // What is on its way still comes: nothing may be missing after that.
    const judge = await this.#contentJudge((looking) => this.#look(looking, marks));
    for (const sentence of pins.sentences) judge.fault("different", sentence);
    return this.#result(judge, sum([...marks.values()].map(({ size }) => size)));
  }

  async #live(): Promise<void> {
    const { acts, faults, kills } = this.#options;
    const { people, lines } = this.#stage;
    for (let done = 0; done < acts; done += 1) {
      const share = (done + 1) / acts;
      this.#comeLate(share);
      if (done === Math.floor(acts / 3)) this.#pinAll();
      if (done === Math.floor(acts / 4)) this.#crowd();
      if (this.#random.below(6) === 0) this.#random.pick(lines).type();
      this.#act(this.#random.pick(this.#stage.people));
      while (this.#stage.struck < faults * share) await this.#stage.strike();
      if (this.#kills < Math.floor((kills + 0.5) * share)) await this.#kill();
      await sleep(this.#random.below(8));
    }
    this.#tell(`${people.length} people came first, ${this.#stage.people.length} in all`);
  }

  #act(person: Stage["people"][number]): void {
    const random = this.#random;
    if (this.#crowded.length === 0 || random.below(5) > 0)
      return person.act(this.#stage.acts.next(person.sight()));
    const withdrawn = random.below(2) === 0;
    const seq = random.pick(this.#crowded);
    person.act({ kind: "react", room: "lobby", seq, emoji: random.pick(emojis.slice(0, 10)), withdrawn });
  }

  /** The second half of the people comes one by one, and reads what was before. */
  #comeLate(share: number): void {
    const { people } = this.#options;
    const there = this.#stage.people.length;
    if (there >= Math.min(people, Math.ceil((people / 2) * (1 + share)))) return;
    void this.#stage.enter();
    for (let page = 0; page < 5; page += 1)
      this.#random.pick(this.#stage.people).act({ kind: "older", room: "lobby" });
  }

  /** The owner pins as many messages as a room takes, and more; takes some away, and pins them once more. */
  #pinAll(): void {
    const [owner] = this.#stage.stock;
    const seqs = (owner?.sight().messages("lobby").slice(-60) ?? []).map(({ seq }) => seq);
    const some = seqs.slice(0, 9);
    for (const seq of seqs) owner?.act({ kind: "pin", room: "lobby", seq });
    for (const seq of some) owner?.act({ kind: "unpin", room: "lobby", seq });
    for (const seq of some.slice(3)) owner?.act({ kind: "pin", room: "lobby", seq });
  }

  /** Everybody sets many emoji below the same messages: more than a page of history tells one by one. */
  #crowd(): void {
    const messages = this.#stage.stock[0]?.sight().messages("lobby") ?? [];
    this.#crowded = messages
      .slice(-70)
      .slice(0, 5)
      .map(({ seq }) => seq);
    for (const person of this.#stage.people)
      for (const seq of this.#crowded)
        for (const emoji of emojis.slice(0, 10))
          person.act({ kind: "react", room: "lobby", seq, emoji, withdrawn: false });
  }

  async #kill(): Promise<void> {
    this.#kills += 1;
    this.#tell(`end ${this.#kills} of ${this.#options.kills} of the server`);
    await this.#stage.restart(this.#kills % 3 === 0 ? "SIGTERM" : "SIGKILL");
  }

  /** Everybody marks every room for the last time, half of the rooms higher first and then lower. */
  async #mark(): Promise<Marks> {
    const folder = new NaiveFolder(this.#stage.log);
    const marked = this.#stage.people.map(async (person) => {
      const set = await person.mark((room) => {
        const seqs = folder.view(person.clientId, room).messages.map(({ seq }) => seq);
        const seq = seqs[this.#random.below(seqs.length)] ?? 0;
        return this.#random.below(2) === 0 ? [seq] : [seqs.at(-1) ?? 0, seq];
      });
      return [person.name, set] as const;
    });
    return new Map(await Promise.all(marked));
  }

  /** Judges until nothing is different, or 20 s have not helped. */
  async #contentJudge(look: (judge: Judge) => Promise<void> | void): Promise<Judge> {
    const deadline = performance.now() + 20_000;
    for (;;) {
      const judge = new Judge();
      await look(judge);
      if (judge.isContent || performance.now() > deadline) return judge;
      await sleep(200);
    }
  }

  async #look(judge: Judge, marks: Marks): Promise<void> {
    const { people, stock } = this.#stage;
    await until("everybody's return", () => people.every(({ isOnline }) => isOnline));
    const sightings = await Promise.all(
      people.map(async (person): Promise<Sighting> => {
        const hasTimelines = person instanceof SdkPerson;
        return {
          person,
          rooms: await person.seen(),
          marks: marks.get(person.name) ?? new Map(),
          hasTimelines,
        };
      }),
    );
    const folder = new NaiveFolder(this.#stage.log);
    for (const sighting of sightings) judgeSighting(judge, folder, sighting);
    for (const person of stock) judgeRecords(judge, folder, person);
  }

  async #result(judge: Judge, marks: number): Promise<LivingChaosResult> {
    const { lines, people } = this.#stage;
    const records = this.#stage.log;
    const folder = new NaiveFolder(records);
    for (const fault of folder.faults) judge.fault("different", `the log: ${fault}`);
    judgeAnswers(judge, records, { people, lines });
    const turned = await this.#turnPages(judge, folder);
    for (const sentence of judge.sentences) this.#tell(`seed ${this.#options.seed}: ${sentence}`);
    await this.#stage.close();
    const { seed } = this.#options;
    return resultOf({ seed, stage: this.#stage, kills: this.#kills, marks, turned, folder, judge });
  }

  async #turnPages(judge: Judge, folder: NaiveFolder): Promise<Turned> {
    const { stock } = this.#stage;
    const turned = stock.map(async (person, index) => {
      const sizes = [pageSizes[index % pageSizes.length] ?? 1, this.#random.pick(pageSizes)];
      const both: Turned[] = [];
      for (const room of folder.roomsOf(person.clientId))
        for (const limit of sizes)
          both.push(await judgePages(judge, folder, { person, room, limit, random: this.#random }));
      return both;
    });
    const all = (await Promise.all(turned)).flat();
    return {
      pages: sum(all.map(({ pages }) => pages)),
      pagesCounted: sum(all.map(({ pagesCounted }) => pagesCounted)),
    };
  }
}

/** People who change, react, pin, read, come and go under faults; then what each sees is compared with the log. */
export const livingChaos = async (options: LivingChaosOptions): Promise<LivingChaosResult> => {
  const random = new Random(options.seed);
  await using stage = new Stage(options, random);
  return await new LivingChaos(options, { random, stage }).run();
};
