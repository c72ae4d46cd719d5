import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { openIdentity } from "../../src/identity/identity.ts";
import { generousRates } from "../../testing/generous-rates.ts";
import { NarrowDisk } from "../../testing/narrow-disk.ts";
import { Person } from "../../testing/person.ts";
import { password, refusalOf, registered } from "../../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";
import { until } from "../../testing/until.ts";

const rates = { ...generousRates, logins: generousRates.commands, loginsOfAccount: generousRates.commands };

/** Creates a folder with a log and the accounts beside it, removed with the test. */
const place = async () => {
  const folder = await mkdtemp(join(tmpdir(), "beseda-registration-"));
  const settings = { log: join(folder, "messages.json"), data: join(folder, "data") };
  return {
    ...settings,
    accounts: join(settings.data, "identity.sqlite"),
    serve: (disk = new NarrowDisk()): Promise<TemporaryServer> =>
      temporaryServer({ settings, disk: disk.disk, rates }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Returns the log's records about account names. */
const said = async (server: TemporaryServer) =>
  (await server.records()).flatMap((record) =>
    isOf(record, "registered") || isOf(record, "unregistered")
      ? [[record.type, record.client_id, record.name]]
      : [],
  );

const isKept = (file: string): boolean => {
  const database = new DatabaseSync(file);
  const row = database.prepare("SELECT COUNT(*) AS count FROM accounts").get();
  database.close();
  return row?.["count"] === 1;
};

/** Resolves with the `client_id` of a person who logs in by that name, or the code of the refusal. */
const loggedIn = async (server: TemporaryServer, name: string): Promise<string> => {
  await using person = await Person.come(server);
  const login = person.ask("account.login", { name, password });
  const refusal = await refusalOf(login);
  return refusal === "nothing was refused" ? ((await login) as { client_id: string }).client_id : refusal;
};

describe("[IDN-12] which names are registered is in the log", () => {
  test("by one record of no room, that nobody is sent", async () => {
    await using server = await temporaryServer({ rates });
    await using boris = await Person.come(server, { name: "Борис" });
    await using anna = await registered(server, "Анна");
    await anna.say("Я тут");
    await boris.hears("Я тут");
    expect(await said(server)).toEqual([["registered", anna.id, "Анна"]]);
    expect(boris.records.map(({ type }) => type)).not.toContain("registered");
  });

  test("what the store refuses leaves no record, and the name is free", async () => {
    await using here = await place();
    await using server = await here.serve();
    await using anna = await Person.come(server, { name: "Анна" });
    await using vera = await Person.come(server, { name: "Вера" });
    const other = new DatabaseSync(here.accounts);
    other.exec("BEGIN IMMEDIATE");
    expect(await refusalOf(anna.ask("account.register", { password }))).toBe("accounts-busy");
    other.exec("COMMIT");
    other.close();
    await anna.ask("session.rename", { name: "Аня" });
    await vera.ask("session.rename", { name: "Анна" });
    expect(await said(server)).toEqual([]);
  });

  test("what a full disk refuses leaves no account, and the name is free", async () => {
    await using here = await place();
    const disk = new NarrowDisk();
    await using server = await here.serve(disk);
    await using anna = await Person.come(server, { name: "Анна" });
    await using vera = await Person.come(server, { name: "Вера" });
    disk.isFull = true;
    expect(await refusalOf(anna.ask("account.register", { password }))).toBe("log-full");
    disk.isFull = false;
    expect(isKept(here.accounts)).toBe(false);
    expect(await loggedIn(server, "Анна")).toBe("wrong-login");
    await anna.ask("account.register", { password });
    expect(await said(server)).toEqual([["registered", anna.id, "Анна"]]);
    expect(await loggedIn(server, "Анна")).toBe(anna.id);
    await anna.ask("session.rename", { name: "Аня" });
    expect(await refusalOf(vera.ask("session.rename", { name: "Анна" }))).toBe("name-taken");
  });

  test("where a full disk refuses the record and the store does not take the account back, the name stays kept until it does", async () => {
    await using here = await place();
    const disk = new NarrowDisk();
    await using server = await here.serve(disk);
    await using anna = await Person.come(server, { name: "Анна" });
    await using vera = await Person.come(server, { name: "Вера" });
    disk.hold();
    const registering = refusalOf(anna.ask("account.register", { password }));
    await until(
      () => "the account",
      () => isKept(here.accounts),
    );
    const other = new DatabaseSync(here.accounts);
    other.exec("BEGIN IMMEDIATE");
    disk.isFull = true;
    disk.letGo();
    expect(await registering).toBe("log-full");
    disk.isFull = false;
    await anna.ask("session.rename", { name: "Аня" });
    const takes = (): Promise<string> => refusalOf(vera.ask("session.rename", { name: "Анна" }));
    expect(await takes()).toBe("name-taken");
    other.exec("COMMIT");
    other.close();
    await expect.poll(takes, { interval: 100, timeout: 20_000 }).toBe("nothing was refused");
    expect(isKept(here.accounts)).toBe(false);
    expect(await said(server)).toEqual([]);
  });
});

describe("[IDN-12] the start makes accounts and log agree", () => {
  test("an account whose record a crash took has it, and its name is nobody else's", async () => {
    await using here = await place();
    await using crashed = await place();
    const disk = new NarrowDisk();
    await using server = await here.serve(disk);
    await using anna = await Person.come(server, { name: "Анна" });
    disk.hold();
    const registering = anna.ask("account.register", { password });
    await until(
      () => "the account",
      () => isKept(here.accounts),
    );
    await cp(here.log, crashed.log);
    await cp(here.data, crashed.data, { recursive: true });
    disk.letGo();
    await registering;
    {
      await using after = await crashed.serve();
      await using boris = await Person.come(after, { name: "анна" });
      expect(boris.welcome.name).not.toBe("анна");
      expect(await loggedIn(after, "Анна")).toBe(anna.id);
      expect(await said(after)).toEqual([["registered", anna.id, "Анна"]]);
      await after.stop();
    }
    await using later = await crashed.serve();
    expect(await said(later)).toEqual([["registered", anna.id, "Анна"]]);
  });

  test("one whose record was written by the one who did not live to answer has no second one", async () => {
    await using here = await place();
    await using crashed = await place();
    await using server = await here.serve();
    await using anna = await registered(server, "Анна");
    await cp(here.log, crashed.log);
    await cp(here.data, crashed.data, { recursive: true });
    await using after = await crashed.serve();
    expect(await said(after)).toEqual([["registered", anna.id, "Анна"]]);
    expect(await loggedIn(after, "Анна")).toBe(anna.id);
  });

  test("accounts that were made before that was so have theirs, once, and nobody has their numbers", async () => {
    await using here = await place();
    const before = await here.serve();
    const log = before.running.log.id;
    await before.stop();
    const identity = await openIdentity({ data: here.data, log, now: () => Date.now() });
    await identity.accounts.create({ clientId: "Client_7", name: "Анна", password: "" });
    await identity.accounts.create({ clientId: "Client_9", name: "Борис", password: "" });
    await identity.close();
    const records = [
      ["registered", "Client_7", "Анна"],
      ["registered", "Client_9", "Борис"],
    ];
    for (const come of ["анна", "борис"]) {
      const server = await here.serve();
      await using person = await Person.come(server, { name: come });
      expect(person.welcome.name).not.toBe(come);
      expect(Number(person.id.slice("Client_".length))).toBeGreaterThan(9);
      expect(await said(server)).toEqual(records);
      await server.stop();
    }
  });

  test("where the accounts were lost, every name is free", async () => {
    await using here = await place();
    const before = await here.serve();
    const anna = await registered(before, "Анна");
    await before.stop();
    for (const end of ["", "-wal", "-shm"]) await rm(`${here.accounts}${end}`, { force: true });
    await using server = await here.serve();
    await using boris = await registered(server, "Анна");
    expect(boris.welcome.name).toBe("Анна");
    expect(await said(server)).toEqual([
      ["registered", anna.id, "Анна"],
      ["unregistered", anna.id, "Анна"],
      ["registered", boris.id, "Анна"],
    ]);
  });

  test("a disk without room for that stops the start, and nothing stays open", async () => {
    await using here = await place();
    const before = await here.serve();
    const log = before.running.log.id;
    await before.stop();
    const identity = await openIdentity({ data: here.data, log, now: () => Date.now() });
    await identity.accounts.create({ clientId: "Client_7", name: "Анна", password: "" });
    await identity.close();
    const disk = new NarrowDisk();
    // The disk has room for the beginning of the run, and for nothing more.
    const hasBegun = (): boolean => readFileSync(here.log, "utf8").split('"server-started"').length > 2;
    Object.defineProperty(disk, "isFull", { get: hasBegun });
    await expect(here.serve(disk)).rejects.toMatchObject({ code: "log-full" });
    await using server = await here.serve();
    expect(await said(server)).toEqual([["registered", "Client_7", "Анна"]]);
  });
});
