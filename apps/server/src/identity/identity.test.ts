import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { exitCodeOf } from "../cli/exit-code.ts";
import { sentenceOf } from "../cli/failure.ts";
import type { Config } from "../config.ts";
import { AccountsFailedError } from "./accounts-failed.ts";
import { openExistingIdentity, openIdentity, type Identity, type IdentityOptions } from "./identity.ts";
import { LocalClientNumbers } from "./local-client-numbers.ts";
import { SecretsError } from "./secrets.ts";

const use = { via: "trpc", client: "web 1", address: "192.0.2.1" };
const anna = { clientId: "Client_1", name: "Анна", password: "phc" };

interface Place extends AsyncDisposable {
  readonly data: string;
  readonly file: string;
  open(options?: Partial<IdentityOptions>): Promise<Identity>;
}

const place = async (): Promise<Place> => {
  const data = await mkdtemp(join(tmpdir(), "beseda-identity-"));
  const opened: Identity[] = [];
  return {
    data,
    file: join(data, "identity.sqlite"),
    open: async (options = {}) => {
      const identity = await openIdentity({
        data,
        log: "one",
        now: () => Date.now(),
        isDurable: false,
        ...options,
      });
      opened.push(identity);
      return identity;
    },
    [Symbol.asyncDispose]: async () => {
      for (const identity of opened) await identity.close();
      await rm(data, { recursive: true, force: true });
    },
  };
};

/** Resolves with the error of a promise that is rejected. */
const refused = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("what is kept of people", () => {
  test("[IDN-1] while another program holds the file, who is known comes back at once, the rest is refused after its timeout, and the operator is told once", async () => {
    await using here = await place();
    const troubles: (string | undefined)[] = [];
    const { accounts } = await here.open({
      timeoutMs: 200,
      onTrouble: (error) => void troubles.push(error?.message),
    });
    const { token } = await accounts.issue("Client_1", use);
    const other = new DatabaseSync(here.file);
    other.exec("BEGIN IMMEDIATE");
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    expect(await accounts.resume(token, use)).toMatchObject({ clientId: "Client_1" });
    const errors = await Promise.all([1, 2, 3].map((n) => refused(accounts.issue(`Client_${n}`, use))));
    expect(errors).toEqual([1, 2, 3].map(() => expect.objectContaining({ code: "accounts-busy" })));
    // None of the waiting requests held the event loop up.
    expect(turns).toBeGreaterThan(20);
    other.exec("COMMIT");
    await accounts.create(anna);
    clearInterval(turning);
    expect(await accounts.logins("Client_1")).toHaveLength(1);
    expect(troubles).toEqual(["locked", undefined]);
    other.close();
  });

  test("[IDN-1] what the store has refused it has not", async () => {
    await using here = await place();
    const { accounts } = await here.open({ timeoutMs: 100 });
    const other = new DatabaseSync(here.file);
    other.exec("BEGIN IMMEDIATE");
    expect(await refused(accounts.create(anna))).toMatchObject({ code: "accounts-busy" });
    expect(accounts.roleOf("Client_1")).toBe("guest");
    other.exec("COMMIT");
    other.close();
    expect(await accounts.find("Анна")).toBeUndefined();
    await accounts.create({ ...anna, clientId: "Client_2" });
  });

  test("[IDN-3] a number that the store knows is not given again, not even when its login ran out", async () => {
    await using here = await place();
    const first = await here.open();
    await first.accounts.issue("Client_57", use);
    await first.close();
    const later = await here.open({ now: () => Date.now() + 100 * 86_400_000 });
    expect(await later.accounts.logins("Client_57")).toEqual([]);
    await later.close();
    const { highestClient } = await here.open();
    const numbers = new LocalClientNumbers(() => Math.max(3, highestClient));
    expect([await numbers.next(), await numbers.next()]).toEqual(["Client_58", "Client_59"]);
  });

  test("[IDN-4] a log that continues another one takes over its accounts, logins, links and numbers", async () => {
    await using here = await place();
    const before = await here.open();
    await before.accounts.create(anna);
    const { token } = await before.accounts.issue("Client_9", use);
    const code = await before.invitations.make({ role: "guest", uses: 1, lastsMs: 60_000, by: "admin" });
    await before.close();
    const after = await here.open({ log: "two", lineage: ["one", "zero"] });
    expect(await after.accounts.find("Анна")).toMatchObject({ clientId: "Client_1" });
    expect(await after.accounts.resume(token, use)).toMatchObject({ clientId: "Client_9" });
    expect(await after.invitations.enter(code, "Client_10")).toBe(true);
    expect(after.highestClient).toBe(9);
  });

  test("[IDN-4] accounts of a log that is not continued stop the start, in either language, until the operator says that they go along", async () => {
    await using here = await place();
    const before = await here.open();
    await before.accounts.create(anna);
    await before.close();
    const error = await refused(here.open({ log: "other" }));
    if (!(error instanceof SecretsError)) throw new Error("it was opened");
    expect(error.in("en")).toContain("admin adopt");
    expect(error.in("ru")).toContain("admin adopt");
    const tool = await openExistingIdentity(here.data);
    expect(await tool.served.release()).toBe("one");
    await tool.close();
    const { accounts } = await here.open({ log: "other" });
    expect(await accounts.find("Анна")).toMatchObject({ clientId: "Client_1" });
  });

  test.each([
    ["empty", ""],
    ["no database", "not a database at all, whatever its name says"],
  ])("[IDN-4] a store that is %s is told in one sentence and left alone", async (_, content) => {
    await using here = await place();
    await writeFile(here.file, content, { mode: 0o600 });
    const error = await refused(here.open());
    if (!(error instanceof SecretsError)) throw new Error("it was opened");
    expect(error.in("ru")).toContain(here.file);
    expect(error.in("en")).toContain("to begin without accounts");
  });

  test.each([
    ["cut in half", (content: Buffer) => content.subarray(0, content.length / 2)],
    ["overwritten behind its first pages", (content: Buffer) => content.fill("x", 8192)],
  ])("[IDN-4] a store that was %s is told as damaged, and not as one to wait for", async (_, spoil) => {
    await using here = await place();
    const identity = await here.open();
    await identity.accounts.create(anna);
    await identity.close();
    await writeFile(here.file, spoil(await readFile(here.file)));
    const error = await refused(here.open());
    if (!(error instanceof Error)) throw new Error("it was opened");
    const told = error instanceof AccountsFailedError ? error : error.cause;
    expect(told).toMatchObject({ failing: "damaged" });
    expect(exitCodeOf(error)).toBe(65);
    expect(sentenceOf(error, { locale: "ru" } as Config)).toContain(here.file);
  });

  test("[IDN-1] a store that can be read and not written is in trouble until it is written again", async () => {
    await using here = await place();
    const troubles: (string | undefined)[] = [];
    const { accounts } = await here.open({ onTrouble: (error) => void troubles.push(error?.message) });
    const other = new DatabaseSync(here.file, { defensive: false });
    // A damaged table takes nothing.
    other.exec("CREATE VIRTUAL TABLE damaged USING fts5(text); DELETE FROM damaged_data");
    other.exec("CREATE TRIGGER one AFTER INSERT ON accounts BEGIN INSERT INTO damaged VALUES ('Анна'); END");
    expect(await refused(accounts.create(anna))).toMatchObject({
      code: "accounts-busy",
      cause: { failing: "damaged" },
    });
    expect(await accounts.find("Анна")).toBeUndefined();
    expect(await accounts.logins("Client_1")).toEqual([]);
    expect(troubles).toEqual([expect.stringContaining("corruption")]);
    other.exec("DROP TRIGGER one");
    other.close();
    await accounts.create(anna);
    expect(troubles).toEqual([expect.any(String), undefined]);
  });

  test("[IDN-4] a database of another program is left alone", async () => {
    await using here = await place();
    await writeFile(here.file, "", { mode: 0o600 });
    const other = new DatabaseSync(here.file);
    other.exec("CREATE TABLE recipes (name TEXT)");
    other.close();
    expect(await refused(here.open())).toBeInstanceOf(SecretsError);
  });
});
