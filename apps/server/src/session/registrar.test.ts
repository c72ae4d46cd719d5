import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ChatError, isOf, nameKey } from "@beseda/protocol";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { effort } from "../../testing/effort.ts";
import { NarrowDisk } from "../../testing/narrow-disk.ts";
import { temporaryChat } from "../../testing/temporary-log.ts";
import { until } from "../../testing/until.ts";
import type { Actor } from "../chat/actor.ts";
import type { Registered } from "../chat/state.ts";
import { openIdentity } from "../identity/identity.ts";
import { Passwords } from "../identity/passwords.ts";
import { LocalLoginAttempts } from "../limits/local-login-attempts.ts";
import { defaultRates } from "../limits/rates.ts";
import { Registrar } from "./registrar.ts";

const plenty = { perSecond: 1e6, burst: 1e6 };
const names = ["Анна", "AННА", "Вера", "Bepa", "Борис"] as const;

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("register" as const), who: fc.nat(7) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("rename" as const),
      who: fc.nat(7),
      name: fc.constantFrom(...names),
    }),
  },
  { weight: 6, arbitrary: fc.constant({ kind: "turn" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "full" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "free" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "hold" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "let go" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "lock" as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: "unlock" as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Asks a store that nobody has locked until it answers: on a busy machine that takes longer than it may. */
const patiently = <Value>(ask: () => Promise<Value>): Promise<Value> =>
  until<Value>(
    () => "an answer of the store in time",
    () =>
      ask().catch((error: unknown) => {
        if (error instanceof ChatError && error.code === "accounts-busy") return undefined;
        throw error;
      }),
  );

/** A chat and accounts with a log and a file of their own, both of which fail on demand. */
const makePlace = async (passwords: Passwords) => {
  const disk = new NarrowDisk();
  const temporary = await temporaryChat({ disk: disk.disk, durability: "process" });
  const data = await mkdtemp(join(tmpdir(), "beseda-registrar-"));
  const { chat, log } = temporary;
  const options = { data, log: log.id, now: () => Date.now(), isDurable: false, timeoutMs: 15 };
  const identity = await patiently(() => openIdentity(options));
  const registrar = new Registrar({
    chat,
    accounts: identity.accounts,
    passwords,
    attempts: new LocalLoginAttempts({ ...defaultRates, logins: plenty, loginsOfAccount: plenty }, () => 0),
    retryMs: 5,
  });
  const other = new DatabaseSync(join(data, "identity.sqlite"));
  return {
    disk,
    chat,
    log,
    registrar,
    accounts: identity.accounts,
    other,
    [Symbol.asyncDispose]: async () => {
      other.close();
      await registrar.close();
      await identity.close();
      await temporary[Symbol.asyncDispose]();
      await rm(data, { recursive: true, force: true });
    },
  };
};
type Place = Awaited<ReturnType<typeof makePlace>>;

/** People who take names and register them while disk and store fail. */
class Crowd {
  /** Answers to those who registered. */
  readonly kept: Registered[] = [];
  readonly #place: Place;
  readonly #people: Actor[] = [];
  readonly #answers: Promise<void>[] = [];
  #isLocked = false;

  constructor(place: Place) {
    this.#place = place;
  }

  async come(): Promise<void> {
    for (const name of ["Раз", "Два", "Три", "Четыре", "Пять", "Шесть", "Семь", "Восемь"]) {
      const [entry] = await this.#place.chat.execute({ kind: "connect", name, via: "trpc", greeting: "" });
      if (!entry || !isOf(entry.record, "connected")) throw new Error("not connected");
      this.#people.push({ client_id: entry.record.client_id, session: entry.record.session });
    }
  }

  async perform(next: Step): Promise<void> {
    const { disk } = this.#place;
    switch (next.kind) {
      case "turn":
        return new Promise((resolve) => void setTimeout(resolve, 12));
      case "full":
        disk.isFull = true;
        return;
      case "free":
        disk.isFull = false;
        return;
      case "hold":
        return disk.hold();
      case "let go":
        return disk.letGo();
      case "lock":
        return this.#lock(true);
      case "unlock":
        return this.#lock(false);
      default:
        this.#ask(next);
    }
  }

  async rest(): Promise<void> {
    this.#lock(false);
    this.#place.disk.isFull = false;
    this.#place.disk.letGo();
    await Promise.all(this.#answers);
  }

  #lock(isLocked: boolean): void {
    if (isLocked === this.#isLocked) return;
    this.#isLocked = isLocked;
    // A commit that is on its way is waited for, up to a second.
    this.#place.other.exec(isLocked ? "PRAGMA busy_timeout = 1000; BEGIN IMMEDIATE" : "COMMIT");
  }

  #ask(next: Extract<Step, { kind: "register" | "rename" }>): void {
    const { chat } = this.#place;
    const actor = this.#people[next.who];
    if (!actor) throw new Error("nobody");
    const asked =
      next.kind === "rename"
        ? chat.execute({ kind: "rename", actor, name: next.name })
        : this.#register(actor.client_id);
    this.#answers.push(
      asked.then(
        () => undefined,
        (error: unknown) => {
          if (!(error instanceof ChatError) || !refusals.has(error.code)) throw error;
        },
      ),
    );
  }

  async #register(clientId: string): Promise<void> {
    const { chat, registrar } = this.#place;
    const name = chat.nameOf(clientId) ?? "";
    await registrar.register({ clientId, name, password: "пароль", address: "192.0.2.1" });
    this.kept.push({ client_id: clientId, name });
  }
}

const refusals: ReadonlySet<string> = new Set([
  "log-full",
  "name-taken",
  "accounts-busy",
  "already-registered",
  "rate",
]);

/** Accounts that the log knows of, after a check that no name ever belonged to two people. */
const knownIn = async ({ log }: Place): Promise<Registered[]> => {
  const known = new Map<string, Registered>();
  const called = new Map<string, string>();
  for (const { record } of await log.read({ after: 0, limit: 1e6 })) {
    if (isOf(record, "registered")) {
      expect(known.has(nameKey(record.name))).toBe(false);
      known.set(nameKey(record.name), { client_id: record.client_id, name: record.name });
    }
    if (isOf(record, "connected") || isOf(record, "renamed")) called.set(record.client_id, record.name);
    for (const [client, name] of called)
      expect(known.get(nameKey(name))?.client_id ?? client, `who ${name} is`).toBe(client);
    expect(new Set([...called.values()].map(nameKey)).size).toBe(called.size);
  }
  return [...known.values()];
};

const inOrder = (accounts: readonly Registered[]): readonly string[] =>
  accounts.map(({ client_id, name }) => `${client_id} ${name}`).toSorted();

test("[IDN-8] [IDN-12] whatever is refused and when: who is told that they are registered is in store and log, nobody else is in either, and no name is two people's", async () => {
  const passwords = new Passwords({ cost: { memory: 64, passes: 1, parallelism: 1 } });
  // Starts the hashing helper: further hashes take a moment, not a second.
  await passwords.hash("пароль");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
      await using place = await makePlace(passwords);
      const crowd = new Crowd(place);
      await crowd.come();
      for (const next of steps) await crowd.perform(next);
      await crowd.rest();
      const stored = async () =>
        (await patiently(() => place.accounts.all())).map(({ clientId, name }) => ({
          client_id: clientId,
          name,
        }));
      const told = inOrder(crowd.kept);
      await until(
        () => "what was refused to be taken back",
        async () => (await stored()).length === told.length,
        10_000,
      );
      expect(inOrder(await stored())).toEqual(told);
      expect(inOrder(await knownIn(place))).toEqual(told);
    }),
    { numRuns: effort({ short: 15, long: 150 }) },
  );
  passwords.close();
}, 120_000);
