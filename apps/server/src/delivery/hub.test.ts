import * as fc from "fast-check";
import type { EventLog } from "@beseda/log";
import { isOf } from "@beseda/protocol";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Chat } from "../chat/chat.ts";
import type { MembershipChange } from "../chat/membership-history.ts";
import { effort } from "../../testing/effort.ts";
import { FramePipe } from "../../testing/frame-pipe.ts";
import { temporaryChat } from "../../testing/temporary-log.ts";
import { until } from "../../testing/until.ts";
import { FrameSink } from "./frame-sink.ts";
import { Hub } from "./hub.ts";
import { FanOutDelay } from "./commit-delay.ts";
import type { Reader } from "./reader.ts";
import { Subscriber } from "./subscriber.ts";

class Person implements Reader {
  readonly clientId: string;
  readonly session: string;
  readonly pipe = new FramePipe(1);
  readonly failures: unknown[] = [];
  #subscriber: Subscriber | undefined;
  readonly #chat: Chat;

  constructor(chat: Chat, clientId: string, session: string) {
    this.#chat = chat;
    this.clientId = clientId;
    this.session = session;
  }

  static async come(chat: Chat): Promise<Person> {
    const [entry] = await chat.execute({ kind: "connect", via: "trpc", greeting: "!" });
    if (!entry || !isOf(entry.record, "connected")) throw new Error("not connected");
    return new Person(chat, entry.record.client_id, entry.record.session);
  }

  rooms(): readonly string[] {
    return [...this.#chat.state.rooms.keys()].filter((room) => this.memberSince(room) !== undefined);
  }

  memberSince(room: string): number | undefined {
    return this.#chat.state.rooms.get(room)?.members.get(this.clientId);
  }

  readableFrom(): number {
    return 0;
  }

  membershipChanges(after: number): readonly MembershipChange[] {
    return this.#chat.memberships.changesOf(this.clientId, after);
  }

  /**
   * Follows from the last record it has, as a client that lost its connection does; frames under way are
   * lost.
   */
  follow(log: EventLog, hub: Hub, from = seqOf(this.pipe.ids.at(-1))): void {
    this.#subscriber?.stop();
    this.pipe.cut();
    const source = { log, hub, onError: (error: unknown) => this.failures.push(error) };
    const sink = new FrameSink(log, this.pipe, 1);
    this.#subscriber = new Subscriber({ source, reader: this, sink });
    this.#subscriber.start({ after: from });
  }
}

const seqOf = (id = "0"): number => Number.parseInt(id, 10);

/** Waits until everybody has the newest record, and some more turns for records that should not come. */
const settle = async (log: EventLog, people: readonly Person[]): Promise<void> => {
  const hasNewest = ({ pipe }: Person): boolean => pipe.records.at(-1)?.seq === log.last.seq;
  await until(
    () => `record ${log.last.seq} after ${people.map(({ pipe }) => pipe.records.at(-1)?.seq).join()}`,
    () => people.every(hasNewest),
  );
  for (let turn = 0; turn < 20; turn += 1) await sleep(1);
};

const who = fc.nat(3);
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("say" as const),
        who,
        room: fc.constantFrom("lobby", "a", "b"),
        burst: fc.integer({ min: 1, max: 3 }),
        isAwaited: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("join" as const, "leave" as const),
        who,
        room: fc.constantFrom("a", "b"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("standStill" as const, "goOn" as const, "reconnect" as const),
        who,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(3) }) },
  ),
  { minLength: 10, maxLength: 60 },
);
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;

interface Stage {
  readonly chat: Chat;
  readonly log: EventLog;
  readonly hub: Hub;
  readonly people: readonly Person[];
}

/** Ignores a refusal: a room refuses messages of people who are not in it, which another test covers. */
const ignoreRefusal = (): undefined => undefined;

const perform = async ({ chat, log, hub, people }: Stage, step: Step, number: number): Promise<void> => {
  if (step.kind === "wait") {
    await sleep(step.ms);
    return;
  }
  const person = people[step.who] as Person;
  const actor = { client_id: person.clientId, session: person.session };
  switch (step.kind) {
    case "say": {
      const saying = Array.from({ length: step.burst }, (_, index) =>
        chat
          .say({
            kind: "say",
            actor,
            id: `m-${number}-${index}`,
            room: step.room,
            text: `${"…".repeat(number % 90)}!`,
          })
          .catch(ignoreRefusal),
      );
      if (step.isAwaited) await Promise.all(saying);
      return;
    }
    case "join":
    case "leave":
      void chat.execute({ kind: step.kind, actor, room: step.room }).catch(ignoreRefusal);
      return;
    case "reconnect":
      person.follow(log, hub);
      return;
    case "standStill":
    case "goOn":
      person.pipe[step.kind]();
  }
};

const roomOfRecord = (record: object): unknown => ("room" in record ? record.room : undefined);

describe("the hub", () => {
  test("[DEL-2] [DEL-3] [DEL-5] every reader gets every record of its rooms once and in order, through any joins, leaves and stalls", async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(0, 16), async (script, rest) => {
        // Each reading of this clock takes a millisecond.
        let looks = 0;
        const delay = new FanOutDelay({ rest, elapsed: () => (looks += 1) });
        await using place = await temporaryChat({ commitDelay: delay });
        const { chat, log } = place;
        // The fan-out is so costly that the delay has reason to wait.
        log.onCommit(() => delay.observe(1));
        const hub = new Hub({ log, flush: () => {} });
        const people: Person[] = [];
        for (let count = 0; count < 4; count += 1) people.push(await Person.come(chat));
        for (const person of people) person.follow(log, hub, 0);
        const stage = { chat, log, hub, people };
        for (const [number, step] of script.entries()) await perform(stage, step, number);
        for (const person of people) person.pipe.goOn();
        const actor = { client_id: people[0]?.clientId ?? "", session: people[0]?.session ?? "" };
        await chat.say({ kind: "say", actor, id: "last", room: "lobby", text: "конец" });
        await settle(log, people);
        hub.stop();

        const all = (await log.read({ after: 0 })).map(({ record }) => record);
        for (const { pipe, memberSince } of people.map((person) => ({
          pipe: person.pipe,
          memberSince: (room: string) => person.memberSince(room),
        }))) {
          const got = pipe.records.map(({ seq }) => seq);
          expect(got).toEqual([...new Set(got)].sort((one, other) => one - other));
          for (const room of ["lobby", "a", "b"]) {
            const since = memberSince(room);
            if (since === undefined) continue;
            const inStay = (record: { readonly seq: number }): boolean =>
              record.seq >= since && roomOfRecord(record) === room;
            expect(pipe.records.filter(inStay)).toEqual(all.filter(inStay));
          }
          expect(pipe.mostHeld).toBeLessThanOrEqual(4);
        }
        expect(people.flatMap(({ failures }) => failures)).toEqual([]);
      }),
      { numRuns: effort({ short: 10, long: 100 }) },
    );
  });

  test("[DEL-1] the bytes that readers share are the bytes of the stock handler", async () => {
    await using place = await temporaryChat();
    const { chat, log } = place;
    const hub = new Hub({ log, flush: () => {} });
    const anna = await Person.come(chat);
    const { seq } = log.last;
    anna.follow(log, hub, seq);
    await new Promise((resolve) => setImmediate(resolve));
    await chat.say({
      kind: "say",
      actor: { client_id: anna.clientId, session: anna.session },
      id: "m-1",
      room: "lobby",
      text: "Привет 🙂",
    });
    await settle(log, [anna]);
    hub.stop();
    const [entry] = await log.read({ after: seq });
    expect(anna.pipe.ids).toEqual([`${entry?.record.seq}@${log.id}.${log.run}`]);
    expect(anna.pipe.records).toEqual([entry?.record]);
  });
});
