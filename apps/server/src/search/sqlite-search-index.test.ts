import { chmod, mkdir, mkdtemp, open, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { SearchedLog } from "../../testing/searched-log.ts";
import { until } from "../../testing/until.ts";
import { describeSearchIndex, type IndexUnderTest } from "./search-index.contract.ts";
import { SqliteSearchIndex, type SqliteSearchIndexOptions } from "./sqlite-search-index.ts";

interface Place extends IndexUnderTest {
  readonly folder: string;
  readonly file: string;
}

const make = async (options: Partial<SqliteSearchIndexOptions> = {}): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), "beseda-search-"));
  const file = options.file ? join(folder, options.file) : join(folder, "search.sqlite");
  return {
    folder,
    file,
    open: (readAt) => new SqliteSearchIndex({ ...options, file, readAt }),
    kept: async () => {
      const database = new DatabaseSync(file, { readOnly: true });
      const rows = [
        ...database.prepare("SELECT block AS kept FROM words_data").all(),
        ...database.prepare("SELECT term AS kept FROM words_idx").all(),
      ];
      database.close();
      return Buffer.concat(
        rows.map(({ kept }) => (kept instanceof Uint8Array ? kept : Buffer.from(String(kept)))),
      );
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};

describeSearchIndex("SQLite", make);

describe("the file of the index", () => {
  test("[SRCH-4] is for the server's user alone", async () => {
    await using place = await make();
    await using log = await SearchedLog.make(place.open);
    await log.say("слово");
    await log.caughtUp();
    for (const name of await readdir(place.folder))
      expect((await stat(join(place.folder, name))).mode & 0o077).toBe(0);
  });

  test("[SRCH-4] is made anew where it is damaged, no index, or of another version", async () => {
    await using place = await make();
    await using log = await SearchedLog.make(place.open);
    for (let count = 0; count < 2000; count += 1) void log.say(`слово${count} жемчужина`);
    const last = await log.say("жемчужина");
    await log.caughtUp();
    const damages: readonly (() => Promise<unknown>)[] = [
      () => rm(place.file),
      async () => {
        await using file = await open(place.file, "r+");
        const { size } = await file.stat();
        for (let at = 8192; at < size; at += 4096) await file.write(Buffer.alloc(4096, 0xa5), 0, 4096, at);
      },
      async () => {
        await using file = await open(place.file, "r+");
        await file.write("not a database at all", 0);
      },
      async () => {
        const database = new DatabaseSync(place.file);
        database.exec("PRAGMA user_version = 999");
        database.close();
      },
      async () => {
        await rm(place.file);
        const database = new DatabaseSync(place.file);
        database.exec("CREATE TABLE part (whatever)");
        database.close();
      },
    ];
    for (const damage of damages) {
      await log.stop();
      await damage();
      await log.start();
      // A damaged page is met by whoever comes to it.
      await until(
        () => "what was said",
        async () => (await log.find("жемчужина", { limit: 1 }))[0] === last,
      );
      expect(await log.find('"слово7"')).toHaveLength(1);
    }
  });

  test("[SRCH-4] is made anew where it is taken away while it is used", async () => {
    await using place = await make();
    await using log = await SearchedLog.make(place.open);
    const first = await log.say("жемчужина");
    await log.caughtUp();
    await rm(place.file);
    const second = await log.say("жемчужина");
    await until(
      () => "what was said",
      async () => (await log.find("жемчужина")).length === 2,
    );
    expect(await log.find("жемчужина")).toEqual([second, first]);
  });

  test("[SRCH-8] that has no room is told once, and the index goes on when there is room", async () => {
    await using place = await make({ mostPages: 40 });
    await using log = await SearchedLog.make(place.open);
    for (let count = 0; count < 3000; count += 1) void log.say(`слово${count} и многое другое вместе с ним`);
    await until(
      () => "trouble",
      () => log.feed.progress.state === "failed",
    );
    expect(log.index.trouble).toBe("disk-full");
    expect(log.troubles).toEqual(["the search index does not work: disk-full"]);
    const roomy = new SqliteSearchIndex({ file: place.file, readAt: async () => [] });
    await roomy.open();
    expect(roomy.part?.seq ?? 0).toBeLessThan(log.last);
    await roomy.close();
  });

  test("[SRCH-8] that cannot be opened is tried again", async () => {
    await using place = await make({ file: "none/search.sqlite" });
    await using log = await SearchedLog.make(place.open);
    const seq = await log.say("слово");
    await until(
      () => "trouble",
      () => log.troubles.length > 0,
    );
    expect(log.index.trouble).toBe("disk-failed");
    await mkdir(join(place.folder, "none"));
    await chmod(join(place.folder, "none"), 0o700);
    expect(await log.find("слово")).toEqual([seq]);
    expect(log.troubles).toEqual(["the search index does not work: disk-failed", undefined]);
  });

  test("[SRCH-4] has a thread only while it is needed", async () => {
    await using place = await make({ restMs: 5 });
    await using log = await SearchedLog.make(place.open);
    const first = await log.say("слово");
    await log.caughtUp();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await log.say("слово");
    expect(await log.find("слово")).toEqual([second, first]);
  });
});
