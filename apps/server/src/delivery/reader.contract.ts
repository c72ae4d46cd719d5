import * as fc from "fast-check";
import type { LogReader } from "@beseda/log";
import { directRoomOf, lobby, type Acknowledgement } from "@beseda/protocol";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { wrongWith, type Run } from "../../testing/delivered.ts";
import { effort } from "../../testing/effort.ts";
import { Member } from "../../testing/member.ts";
import { temporaryChat, type TemporaryChat } from "../../testing/temporary-log.ts";
import { until } from "../../testing/until.ts";
import type { Reader } from "./reader.ts";

/** A connection that follows. */
export interface Following {
  /** The beginning of the run. */
  readonly begun: Omit<Run, "seqs" | "isComplete">;
  readonly seqs: readonly number[];
  standStill(): void;
  goOn(): void;
  /** Cuts the connection; frames under way are lost. */
  cut(): void;
}

export interface Asked {
  readonly log: LogReader;
  readonly reader: Reader;
  /** The cursor to go on from; starts anew without one. */
  readonly cursor: number | undefined;
}

/** The readers of one transport over one log. */
export interface Readers {
  follow(asked: Asked): Following;
  stop(): void;
}

export interface ReadersUnderTest {
  readonly open: (log: LogReader) => Readers;
  /** Whether a returning reader goes on from a cursor. */
  readonly goOn: boolean;
}

const publicRoom = "сад";
const privateRoom = "~чай-0123456789ab";
const direct = directRoomOf("Client_1", "Client_2");
const rooms = [lobby, publicRoom, privateRoom, direct] as const;

type People = readonly [anna: Member, boris: Member, vera: Member];

/** The test's people: Анна owns the private room and reads nothing; the others come and go. */
class Stage implements AsyncDisposable {
  place: TemporaryChat;
  readonly anna: Member;
  readonly boris: Member;
  readonly vera: Member;
  readonly runs = new Map<Member, Following[]>();
  readonly #under: ReadersUnderTest;
  #readers: Readers;
  readonly #away = new Set<Member>();
  #said = 0;

  private constructor(place: TemporaryChat, people: People, under: ReadersUnderTest) {
    this.place = place;
    [this.anna, this.boris, this.vera] = people;
    this.#under = under;
    this.#readers = under.open(place.log);
  }

  static async open(under: ReadersUnderTest): Promise<Stage> {
    const place = await temporaryChat({ durability: "process" });
    const { chat } = place;
    const anna = await Member.come(chat);
    const boris = await Member.come(chat);
    const people: People = [anna, boris, await Member.come(chat)];
    await chat.execute({ kind: "create", actor: anna.actor, room: privateRoom, title: "чай" });
    await chat.execute({ kind: "join", actor: anna.actor, room: publicRoom });
    await chat.execute({ kind: "direct", actor: anna.actor, name: boris.clientId });
    return new Stage(place, people, under);
  }

  /** Executes a command and ignores a refusal, which is not the subject of this test. */
  #do(command: Parameters<TemporaryChat["chat"]["execute"]>[0]): Promise<unknown> {
    return this.place.chat.execute(command).catch(() => undefined);
  }

  async say(who: Member, room: string, words = 1): Promise<void> {
    await Promise.allSettled(Array.from({ length: words }, () => this.#speak(who, room)));
  }

  #speak({ actor }: Member, room: string): Promise<Acknowledgement> {
    this.#said += 1;
    const text = `слово ${this.#said}`;
    return this.place.chat.say({ kind: "say", actor, id: `m-${this.#said}`, room, text });
  }

  async join(who: Member, room: string): Promise<void> {
    const target = { client_id: who.clientId, name: who.clientId, role: "guest" } as const;
    if (room === privateRoom) await this.#do({ kind: "invite", actor: this.anna.actor, room, target });
    await this.#do(
      room === direct
        ? { kind: "direct", actor: who.actor, name: this.anna.clientId }
        : { kind: "join", actor: who.actor, room },
    );
  }

  async leave(who: Member, room: string): Promise<void> {
    await this.#do({ kind: "leave", actor: who.actor, room });
  }

  async kick(who: Member, room: string): Promise<void> {
    const target = { client_id: who.clientId, name: who.clientId, role: "guest" } as const;
    await this.#do({ kind: "kick", actor: this.anna.actor, room, target, reason: "" });
  }

  /**
   * Follows over a new connection, after everything that earlier connections got, or from an older cursor.
   */
  follow(who: Member, cursor = this.cursorOf(who)): Following {
    this.cut(who);
    this.#away.delete(who);
    const runs = this.runs.get(who) ?? [];
    const asked = { log: this.place.log, reader: who, cursor: this.#under.goOn ? cursor : undefined };
    const following = this.#readers.follow(asked);
    this.runs.set(who, [...runs, following]);
    return following;
  }

  /** Cuts a member's connection. */
  cut(who: Member): void {
    this.#away.add(who);
    this.runs.get(who)?.at(-1)?.cut();
  }

  /** The cursor as a client keeps it: the beginning of the newest connection, until something came. */
  cursorOf(who: Member): number | undefined {
    const last = this.runs.get(who)?.at(-1);
    return last && Math.max(last.begun.after, ...last.seqs);
  }

  async restart(how?: "anew"): Promise<void> {
    for (const person of this.runs.keys()) this.cut(person);
    this.#readers.stop();
    this.place = await this.place.reopen(how);
    this.#readers = this.#under.open(this.place.log);
    for (const person of [this.anna, this.boris, this.vera]) person.chat = this.place.chat;
    for (const person of this.runs.keys()) this.follow(person);
  }

  /** Returns all errors in what the readers got, once everything has arrived. */
  async findings(): Promise<readonly string[]> {
    const { log } = this.place;
    for (const [person, runs] of this.runs)
      if (this.#away.has(person)) this.follow(person);
      else runs.at(-1)?.goOn();
    const { seq } = await this.#speak(this.anna, lobby);
    const newest = (): readonly unknown[] => [...this.runs.values()].map((runs) => runs.at(-1)?.seqs.at(-1));
    await until(
      () => `${seq} after ${newest().join()}`,
      () => newest().every((last) => last === seq),
      5000,
    );
    // Leave time for records that should not come.
    for (let turn = 0; turn < 5; turn += 1) await sleep(1);
    const records = (await log.read({ after: 0, limit: 1e6 })).map(({ record }) => record);
    return [...this.runs].flatMap(([{ clientId }, runs]) =>
      runs.flatMap(({ begun, seqs }, index) =>
        wrongWith(records, clientId, { ...begun, seqs, isComplete: index === runs.length - 1 }).map(
          (wrong) => `${clientId}, connection ${index + 1}: ${wrong}`,
        ),
      ),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const runs of this.runs.values()) for (const run of runs) run.cut();
    this.#readers.stop();
    await this.place[Symbol.asyncDispose]();
  }
}

const who = fc.constantFrom("boris" as const, "vera" as const);
const room = fc.constantFrom(publicRoom, privateRoom, direct);
const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("say" as const),
        who: fc.constantFrom("anna" as const, "boris" as const, "vera" as const),
        room: fc.constantFrom(...rooms),
        words: fc.integer({ min: 1, max: 4 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constantFrom("join" as const, "leave" as const, "kick" as const, "rejoin" as const),
        who,
        room,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom("standStill" as const, "goOn" as const, "cut" as const, "resume" as const),
        who,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("resumeFrom" as const), who, back: fc.nat(60) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("restart" as const),
        how: fc.constantFrom("anew" as const, undefined),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(2) }) },
  ),
  { minLength: 5, maxLength: 60 },
);
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;

const perform = async (stage: Stage, step: Step): Promise<void> => {
  if (step.kind === "wait") return sleep(step.ms);
  if (step.kind === "restart") return stage.restart(step.how);
  const person = stage[step.who];
  switch (step.kind) {
    case "say":
      return stage.say(person, step.room, step.words);
    case "join":
    case "leave":
    case "kick":
      return stage[step.kind](person, step.room);
    case "rejoin":
      await stage.leave(person, step.room);
      await stage.say(stage.anna, step.room);
      return stage.join(person, step.room);
    case "resume":
      stage.follow(person);
      return;
    case "resumeFrom":
      stage.follow(person, Math.max(1, (stage.cursorOf(person) ?? 1) - step.back));
      return;
    case "cut":
      stage.cut(person);
      return;
    case "standStill":
    case "goOn":
      stage.runs.get(person)?.at(-1)?.[step.kind]();
  }
};

/** The contract for readers of all transports when they come and go (DEL-12). */
export const describeReaders = (under: ReadersUnderTest): void => {
  test.each([publicRoom, privateRoom])(
    "[DEL-12] who is removed from %s while they read nothing gets all of it up to that, and that as the last",
    async (from) => {
      await using stage = await Stage.open(under);
      const { anna, boris } = stage;
      await stage.join(boris, from);
      const reading = stage.follow(boris);
      reading.standStill();
      for (let count = 0; count < 20; count += 1) await stage.say(anna, from);
      await stage.kick(boris, from);
      const left = stage.place.log.last.seq;
      await stage.say(anna, from, 3);
      expect(await stage.findings()).toEqual([]);
      const records = await stage.place.log.read({ after: 0, rooms: new Set([from]) });
      const inRoom = new Set(records.map(({ record }) => record.seq));
      expect(reading.seqs.findLast((seq) => inRoom.has(seq))).toBe(left);
    },
  );

  test("[DEL-12] who says something and is removed in one commit has it, and nothing after it", async () => {
    await using stage = await Stage.open(under);
    const { anna, boris } = stage;
    await stage.join(boris, publicRoom);
    stage.follow(boris);
    await sleep(5);
    await Promise.all([
      stage.say(anna, publicRoom, 3),
      stage.kick(boris, publicRoom),
      stage.say(anna, publicRoom, 3),
      stage.join(boris, publicRoom),
      stage.say(anna, publicRoom, 3),
      stage.leave(boris, publicRoom),
      stage.say(anna, publicRoom, 3),
    ]);
    expect(await stage.findings()).toEqual([]);
  });

  test("[DEL-12] whatever becomes of a reader, and of its connection, it gets what is its own, whole and in order", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        await using stage = await Stage.open(under);
        stage.follow(stage.boris);
        stage.follow(stage.vera);
        for (const step of script) await perform(stage, step);
        expect(await stage.findings()).toEqual([]);
      }),
      { numRuns: effort({ short: 20, long: 200 }) },
    );
  });

  if (!under.goOn) return;

  describe("a reader that comes back", () => {
    test("[DEL-12] to a public room that was left and joined while it was away misses nothing of it", async () => {
      await using stage = await Stage.open(under);
      const { anna, boris } = stage;
      await stage.join(boris, publicRoom);
      stage.follow(boris).cut();
      const cursor = stage.place.log.last.seq;
      await stage.leave(boris, publicRoom);
      await stage.say(anna, publicRoom, 3);
      await stage.join(boris, publicRoom);
      const after = stage.follow(boris, cursor);
      expect(after.begun).toMatchObject({ isResumed: true, after: cursor });
      expect(await stage.findings()).toEqual([]);
      expect(after.seqs.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((count) => cursor + count));
    });

    test("[DEL-12] to a private room that was left and joined while it was away begins anew, without what is not its", async () => {
      await using stage = await Stage.open(under);
      const { anna, boris } = stage;
      await stage.join(boris, privateRoom);
      stage.follow(boris).cut();
      const cursor = stage.place.log.last.seq;
      await stage.leave(boris, privateRoom);
      await stage.say(anna, privateRoom, 3);
      await stage.join(boris, privateRoom);
      const after = stage.follow(boris, cursor);
      expect(after.begun.isResumed).toBe(false);
      expect(await stage.findings()).toEqual([]);
      // The records after the one that says that the reader left.
      const between = new Set([cursor + 2, cursor + 3, cursor + 4]);
      expect(after.seqs.filter((seq) => between.has(seq))).toEqual([]);
    });

    test("[DEL-12] after it was removed from a room gets what it missed of it, up to that", async () => {
      await using stage = await Stage.open(under);
      const { anna, boris } = stage;
      await stage.join(boris, privateRoom);
      stage.follow(boris).cut();
      const cursor = stage.place.log.last.seq;
      await stage.say(anna, privateRoom, 2);
      await stage.kick(boris, privateRoom);
      const left = stage.place.log.last.seq;
      await stage.say(anna, privateRoom, 2);
      const after = stage.follow(boris, cursor);
      expect(await stage.findings()).toEqual([]);
      // The kick has its own record.
      expect(after.seqs.slice(0, 5)).toEqual([cursor + 1, cursor + 2, left - 1, left, left + 3]);
    });
  });
};
