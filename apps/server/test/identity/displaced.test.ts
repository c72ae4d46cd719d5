import { copyFile, mkdtemp, open, readdir, rename, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import { openExistingIdentity } from "../../src/identity/identity.ts";
import { Person } from "../../testing/person.ts";
import { ownDisk } from "../../testing/own-disk.ts";
import { password, refusalOf } from "../../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";

let server: TemporaryServer;
let elsewhere: string;

const accountsIn = async (file: string): Promise<readonly string[]> => {
  const data = await mkdtemp(join(elsewhere, "store-"));
  await copyFile(file, join(data, "identity.sqlite"));
  const identity = await openExistingIdentity(data);
  const names = (await identity.accounts.all()).map(({ name }) => name);
  await identity.close();
  return names;
};

const overwritten = async (path: string): Promise<void> => {
  const file = await open(path, "r+");
  await file.write(Buffer.alloc(100, "x"), 0, 100, 0);
  await file.close();
};

describe("[IDN-10] a store of accounts that is", () => {
  beforeEach(async () => {
    server = await temporaryServer({ locale: "en", disk: ownDisk({ writer: "thread" }) });
    elsewhere = await mkdtemp(join(tmpdir(), "beseda-elsewhere-"));
  });
  afterEach(async () => {
    await server.stop().catch(() => undefined);
    for (const folder of [dirname(server.data), elsewhere])
      await rm(folder, { recursive: true, force: true });
  });

  test.each([
    ["deleted", (file: string) => rm(file)],
    ["deleted with its folder", (file: string) => rm(dirname(file), { recursive: true })],
    ["moved with its folder", (file: string) => rename(dirname(file), join(elsewhere, "data"))],
    [
      "replaced by a copy",
      async (file: string) => {
        await copyFile(file, `${file}.copy`);
        await rename(`${file}.copy`, file);
      },
    ],
    ["left without what was written last", (file: string) => rm(`${file}-wal`)],
  ])("%s under the server is saved whole, told, and ends it with 74", async (_, act) => {
    const anna = await Person.come(server, { name: "Анна" });
    await anna.ask("account.register", { password });
    const boris = await Person.come(server, { name: "Борис" });
    await act(join(server.data, "identity.sqlite"));
    expect(await refusalOf(boris.ask("account.register", { password }))).not.toBe("nothing was refused");
    expect(await anna.closed).toMatchObject({ code: 1012 });
    const failure = await server.running.failed;
    expect(exitCodeOf(failure)).toBe(74);
    const saved = /(\S+\.saved-\S+Z)/u.exec(failure.in("en"))?.[1] ?? "";
    expect((await stat(saved)).mode & 0o077).toBe(0);
    expect(await accountsIn(saved)).toContain("Анна");
  });

  test.each([
    ["cut", (file: string) => truncate(file, 0)],
    ["overwritten", overwritten],
  ])("%s under the server is told, and ends it with 74", async (_, act) => {
    const anna = await Person.come(server, { name: "Анна" });
    await act(join(server.data, "identity.sqlite"));
    expect(await refusalOf(anna.ask("account.register", { password }))).not.toBe("nothing was refused");
    const failure = await server.running.failed;
    expect(exitCodeOf(failure)).toBe(74);
    expect(failure.in("en")).toContain("was overwritten by another program");
  });

  test("deleted together with the log: both are saved before the end", async () => {
    const anna = await Person.come(server, { name: "Анна" });
    await anna.ask("account.register", { password });
    await anna.say("Привет");
    const folder = dirname(server.data);
    const entries = await readdir(folder);
    for (const entry of entries) await rm(join(folder, entry), { recursive: true });
    await server.running.failed;
    const saved = (await readdir(folder)).filter((name) => name.includes(".saved-"));
    expect(saved.map((name) => name.replace(/\.saved-.*/u, "")).toSorted()).toEqual([
      "identity.sqlite",
      "messages.json",
    ]);
  });
});
