import { ChatError, isOf, type RecordDraft } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { effort } from "../../testing/effort.ts";
import { NarrowDisk } from "../../testing/narrow-disk.ts";
import { temporaryChat, type TemporaryChat } from "../../testing/temporary-log.ts";
import { until } from "../../testing/until.ts";
import type { Chat } from "../../src/chat/chat.ts";
import type { Actor } from "../../src/chat/actor.ts";

interface Narrow extends AsyncDisposable {
  readonly place: TemporaryChat;
  readonly chat: Chat;
  readonly disk: NarrowDisk;
}

const narrowChat = async (): Promise<Narrow> => {
  const disk = new NarrowDisk();
  const place = await temporaryChat({ disk: disk.disk, durability: "process" });
  return { place, chat: place.chat, disk, [Symbol.asyncDispose]: () => place[Symbol.asyncDispose]() };
};

const come = async (chat: Chat, name: string, client_id?: string): Promise<Actor> => {
  const [entry] = await chat.execute({
    kind: "connect",
    name,
    via: "trpc",
    greeting: "",
    ...(client_id !== undefined && { client_id }),
  });
  if (!entry || !isOf(entry.record, "connected")) throw new Error("not connected");
  return { client_id: entry.record.client_id, session: entry.record.session };
};

const end = (chat: Chat, actor: Actor): Promise<void> =>
  chat.end({ kind: "disconnect", actor, code: 1000, status: "normal", duration_ms: 5, message: "" });

let messages = 0;
const say = (chat: Chat, actor: Actor) => {
  messages += 1;
  return chat.say({ kind: "say", actor, id: `m-${messages}`, room: "lobby", text: "Привет" });
};

const recordsOf = async ({ log }: TemporaryChat): Promise<readonly RecordDraft[]> =>
  (await log.read({ after: 0, limit: 1e6 })).map(({ record }) => record as RecordDraft);

const endsOf = async (place: TemporaryChat, { session }: Actor): Promise<number> =>
  (await recordsOf(place)).filter((record) => record.type === "disconnected" && record.session === session)
    .length;

describe("[LOG-15] a full disk", () => {
  test("takes nothing from who is there, nor from what became durable meanwhile", async () => {
    await using narrow = await narrowChat();
    const { chat, disk } = narrow;
    const anna = await come(chat, "Анна");
    disk.isFull = true;
    const refused = come(chat, "Борис");
    await expect(refused).rejects.toMatchObject({ code: "log-full" });
    disk.isFull = false;
    const vera = await come(chat, "Вера");
    await Promise.all([say(chat, anna), say(chat, vera)]);
    expect(chat.state.online.size).toBe(2);
  });

  test("never gives a number twice, also not that of somebody who was refused", async () => {
    await using narrow = await narrowChat();
    const { chat, disk } = narrow;
    disk.isFull = true;
    await expect(come(chat, "Анна")).rejects.toMatchObject({ code: "log-full" });
    disk.isFull = false;
    expect(await come(chat, "Борис")).toEqual({ client_id: "Client_2", session: "s2" });
  });

  test("lets nothing be written that stands on what it refused", async () => {
    await using narrow = await narrowChat();
    const { place, chat, disk } = narrow;
    const anna = await come(chat, "Анна");
    const boris = await come(chat, "Борис");
    disk.hold();
    const said = say(chat, anna);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const opening = chat.execute({ kind: "join", actor: anna, room: "книги" });
    const joining = chat.execute({ kind: "join", actor: boris, room: "книги" });
    const again = chat.execute({ kind: "join", actor: boris, room: "книги" });
    const taken = chat.execute({ kind: "create", actor: boris, room: "книги" });
    disk.isFull = true;
    disk.letGo();
    for (const answer of await Promise.allSettled([said, opening, joining, again, taken]))
      expect(answer).toMatchObject({ status: "rejected", reason: { code: "log-full" } });
    disk.isFull = false;
    const entries = await chat.execute({ kind: "join", actor: boris, room: "книги" });
    expect(entries.map(({ record }) => record.type)).toEqual(["room-created", "joined"]);
    expect((await recordsOf(place)).filter(({ type }) => type === "room-created")).toHaveLength(1);
  });

  test("answers what changes nothing when that on which it stands is durable", async () => {
    await using narrow = await narrowChat();
    const { chat, disk } = narrow;
    const anna = await come(chat, "Анна");
    disk.hold();
    let isAnswered = false;
    const joining = chat.execute({ kind: "join", actor: anna, room: "книги" });
    const again = chat.execute({ kind: "join", actor: anna, room: "книги" }).then(() => (isAnswered = true));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(isAnswered).toBe(false);
    disk.letGo();
    await Promise.all([joining, again]);
  });
});

describe("[SES-5] a session that ends while the disk is full", () => {
  test("speaks no more, and its end is written once, as soon as there is room, before anything else", async () => {
    await using narrow = await narrowChat();
    const { place, chat, disk } = narrow;
    const anna = await come(chat, "Анна");
    const boris = await come(chat, "Борис");
    disk.isFull = true;
    await end(chat, anna);
    await end(chat, anna);
    expect(await endsOf(place, anna)).toBe(0);
    disk.isFull = false;
    await Promise.all([
      expect(say(chat, anna)).rejects.toMatchObject({ code: "session-ended" }),
      say(chat, boris),
    ]);
    const types = (await recordsOf(place)).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(["disconnected", "message"]);
    expect(chat.state.online.size).toBe(1);
  });

  test("is ended though nobody says anything more", async () => {
    await using narrow = await narrowChat();
    const { place, chat, disk } = narrow;
    const anna = await come(chat, "Анна");
    disk.isFull = true;
    await end(chat, anna);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await endsOf(place, anna)).toBe(0);
    disk.isFull = false;
    await until(
      () => "the end",
      async () => (await endsOf(place, anna)) === 1,
    );
  });
});

const who = fc.nat(5);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("come" as const), who }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("end" as const), who }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("say" as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("rename" as const),
      who,
      name: fc.constantFrom("Анна", "Вера"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("join" as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("again" as const), who }) },
  { weight: 4, arbitrary: fc.constant({ kind: "turn" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "full" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "free" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "hold" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "let go" as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** People who come, talk and leave while the disk fills up and empties. */
class Crowd {
  readonly present: Actor[] = [];
  readonly ended: Actor[] = [];
  readonly acknowledged: number[] = [];
  readonly #chat: Chat;
  readonly #disk: NarrowDisk;
  readonly #answers: Promise<void>[] = [];

  constructor(chat: Chat, disk: NarrowDisk) {
    this.#chat = chat;
    this.#disk = disk;
  }

  async perform(next: Step): Promise<void> {
    switch (next.kind) {
      case "turn":
        await new Promise((resolve) => setTimeout(resolve, 4));
        return;
      case "full":
        this.#disk.isFull = true;
        return;
      case "free":
        this.#disk.isFull = false;
        return;
      case "hold":
        this.#disk.hold();
        return;
      case "let go":
        this.#disk.letGo();
        return;
      default:
        this.#ask(next);
    }
  }

  async rest(): Promise<void> {
    this.#disk.isFull = false;
    this.#disk.letGo();
    await Promise.all(this.#answers);
  }

  #ask(next: Exclude<Step, { kind: "turn" | "full" | "free" | "hold" | "let go" }>): void {
    const actor = this.present[next.who % Math.max(1, this.present.length)];
    if (next.kind === "come") return this.#note(this.#come());
    if (!actor) return;
    const { client_id } = actor;
    switch (next.kind) {
      case "again":
        return this.#note(this.#come(client_id));
      case "end":
        this.present.splice(this.present.indexOf(actor), 1);
        this.ended.push(actor);
        return this.#note(end(this.#chat, actor));
      case "say":
        return this.#note(say(this.#chat, actor).then(({ seq }) => void this.acknowledged.push(seq)));
      case "rename":
        return this.#note(this.#chat.execute({ kind: "rename", actor, name: next.name }));
      case "join":
        return this.#note(this.#chat.execute({ kind: "join", actor, room: "книги" }));
    }
  }

  async #come(client_id?: string): Promise<void> {
    this.present.push(await come(this.#chat, "Анна", client_id));
  }

  #note(answer: Promise<unknown>): void {
    const settled = answer.then(
      () => undefined,
      (error: unknown) => {
        // A person who is present is never told that they are not.
        if (!(error instanceof ChatError) || !["log-full", "name-taken"].includes(error.code)) throw error;
      },
    );
    this.#answers.push(settled);
  }
}

test("[LOG-15] [SES-5] whatever is refused and when: numbers are given once, sessions end once, the state is the log's", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      await using narrow = await narrowChat();
      const { place, chat, disk } = narrow;
      const crowd = new Crowd(chat, disk);
      for (const who of [0, 1, 2]) await crowd.perform({ kind: "come", who });
      await crowd.rest();
      for (const next of steps) await crowd.perform(next);
      await crowd.rest();
      for (const actor of crowd.ended)
        await until(
          () => "the end",
          async () => (await endsOf(place, actor)) === 1,
        );
      const records = await recordsOf(place);
      const sessions = records.flatMap((record) => (record.type === "connected" ? record.session : []));
      expect(new Set(sessions).size).toBe(sessions.length);
      expect([...chat.state.sessions.keys()].toSorted()).toEqual(
        crowd.present.map(({ session }) => session).toSorted(),
      );
      const over = new Set<string>();
      const late = records.filter((record) => {
        if (record.type === "disconnected") over.add(record.session);
        return record.type === "message" && over.has(record.session ?? "");
      });
      expect(late).toEqual([]);
      expect(over.size).toBe(crowd.ended.length);
      for (const seq of crowd.acknowledged) expect(records[seq - 1]?.type).toBe("message");
      const state = structuredClone({ ...chat.state, lastTime: "", earlierRunEnd: "" });
      await using later = await place.reopen();
      expect({ ...later.chat.state, lastTime: "", earlierRunEnd: "" }).toEqual(state);
    }),
    { numRuns: effort({ short: 12, long: 100 }) },
  );
}, 60_000);
