import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeAccounts, type AccountsUnderTest } from "./accounts.contract.ts";
import { Database } from "./database.ts";
import { LoginEnds } from "./ended-logins.ts";
import { SqliteAccounts } from "./sqlite-accounts.ts";

const temporaryAccounts = async (): Promise<AccountsUnderTest> => {
  const folder = await mkdtemp(join(tmpdir(), "beseda-accounts-"));
  const ends: (() => Promise<void>)[] = [];
  let now = 1_700_000_000_000;
  return {
    open: async (log = "log") => {
      const database = await Database.open({ file: join(folder, "identity.sqlite"), lookMs: 5 });
      const accounts = await SqliteAccounts.open({
        database,
        ends: new LoginEnds(),
        log,
        now: () => now,
      });
      ends.push(async () => {
        await accounts.close();
        await database.close();
      });
      return accounts;
    },
    get now() {
      return now;
    },
    pass: (ms) => {
      now += ms;
    },
    kept: async () => {
      const names = await readdir(folder);
      const files = await Promise.all(names.map((name) => readFile(join(folder, name), "latin1")));
      return files.join("\n");
    },
    [Symbol.asyncDispose]: async () => {
      for (const end of ends) await end();
      await rm(folder, { recursive: true });
    },
  };
};

describeAccounts("in SQLite", temporaryAccounts);

test("[S3] what is secret is for its owner alone, and where others can read it nothing is opened", async () => {
  const folder = await mkdtemp(join(tmpdir(), "beseda-secrets-"));
  const data = join(folder, "data");
  const file = join(data, "identity.sqlite");
  await mkdir(data, { mode: 0o700 });
  const open = (): Promise<Database> => Database.open({ file });
  await (await open()).close();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await chmod(file, 0o644);
  await expect(open()).rejects.toThrow(`chmod 600 ${file}`);
  await chmod(file, 0o600);
  await chmod(data, 0o755);
  await expect(open()).rejects.toThrow(`chmod 700 ${data}`);
  await rm(folder, { recursive: true });
});
