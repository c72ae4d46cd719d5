import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import {
  chmod,
  chown,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  symlink,
  unlink,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LogError } from "../error.ts";
import type { LogNotice } from "../notice.ts";
import { openSimulated, simulatedData, simulatedFile } from "../../testing/crash.ts";
import { said, started } from "../../testing/drafts.ts";
import { at, SimulatedDisk } from "../../testing/simulated-disk.ts";
import { openLog } from "./open-log.ts";

const directory = (): Promise<string> => mkdtemp(join(tmpdir(), "beseda-log-"));

const refusal = async (file: string, data: string): Promise<LogError> => {
  const error = await openLog({ file, data, start: started }).catch((caught: unknown) => caught);
  if (!(error instanceof LogError)) throw new Error("the log was not refused");
  return error;
};

/** Root may write read-only files: until a block ends the process is another user, who owns the directory. */
const ordinaryUserIn = async (path: string): Promise<Disposable> => {
  if (process.getuid?.() !== 0) return { [Symbol.dispose]: () => undefined };
  const nobody = 65_534;
  for (const name of [".", ...(await readdir(path, { recursive: true }))]) {
    await chown(join(path, name), nobody, nobody);
  }
  process.seteuid?.(nobody);
  return { [Symbol.dispose]: () => process.seteuid?.(0) };
};

describe("a log is refused, in a sentence", () => {
  test("where the path is a directory", async () => {
    const path = await directory();
    const error = await refusal(path, join(path, "data"));
    expect(error.code).toBe("log-is-directory");
    expect(error.in("ru")).toBe(`${path} — каталог. Укажите путь к файлу журнала.`);
  });

  test.each([
    ["a FIFO", (path: string) => execFileSync("mkfifo", [path])],
    ["a socket", (path: string) => once(createServer().listen(path).unref(), "listening")],
  ])("[LOG-10] where the path is %s, which stays what it is", async (_, make) => {
    const path = await directory();
    const file = join(path, "messages.json");
    await make(file);
    const before = statSync(file);
    await symlink(file, join(path, "link.json"));
    for (const way of [file, join(path, "link.json")]) {
      expect((await refusal(way, join(path, "data"))).code).toBe("log-not-a-file");
    }
    expect(statSync(file)).toMatchObject({ ino: before.ino, mode: before.mode, mtimeMs: before.mtimeMs });
    expect((await readdir(path)).toSorted()).toEqual(["link.json", "messages.json"]);
  });

  test("[LOG-10] where links lead in a circle", async () => {
    const path = await directory();
    await symlink(join(path, "b.json"), join(path, "a.json"));
    await symlink(join(path, "a.json"), join(path, "b.json"));
    expect((await refusal(join(path, "a.json"), join(path, "data"))).code).toBe("log-no-directory");
  });

  test("where there is no directory for it", async () => {
    const path = await directory();
    const error = await refusal(join(path, "нет", "messages.json"), join(path, "data"));
    expect(error.code).toBe("log-no-directory");
  });

  test("where the file or its directory is read-only", async () => {
    const path = await directory();
    const file = join(path, "messages.json");
    await (await openLog({ file, data: join(path, "data"), start: started })).close();
    using _ = await ordinaryUserIn(path);
    await chmod(file, 0o400);
    expect((await refusal(file, join(path, "data"))).code).toBe("log-not-writable");
    await chmod(path, 0o500);
    expect((await refusal(join(path, "new.json"), join(path, "data"))).code).toBe("log-not-writable");
    await chmod(path, 0o700);
  });

  test.each(["EACCES", "EROFS", "EPERM"])(
    "where the system says %s at any call of the start",
    async (code) => {
      let calls = 0;
      for (let call = 1; call <= calls + 1; call += 1) {
        const disk = new SimulatedDisk({ fault: at(call, { kind: "error", code }) });
        const error = await openSimulated(disk).catch((caught: unknown) => caught);
        calls = Math.max(calls, disk.calls);
        expect([undefined, "log-not-writable", "data-unusable"]).toContain(
          error instanceof LogError ? error.code : undefined,
        );
        expect(error instanceof Error).toBe(error instanceof LogError);
      }
    },
  );

  test.each([
    ["text", "это не журнал\n", "log-not-a-log"],
    [
      "JSON of another program",
      '[{"time":"2026-11-21","client_id":"1","sender":"client","message":"Привет"}]',
      "log-foreign",
    ],
    [
      "other records, one a line",
      '[\n{"time":"2026-11-21","client_id":"1","sender":"client","message":"Привет"}\n]\n',
      "log-foreign",
    ],
    ["an empty array", "[]", "log-foreign"],
    ["an empty array behind a byte order mark", "\uFEFF[]\n", "log-foreign"],
  ])("[LOG-14] where the file is %s, and it is not touched", async (_, content, code) => {
    const path = await directory();
    const file = join(path, "messages.json");
    await writeFile(file, content);
    expect((await refusal(file, join(path, "data"))).code).toBe(code);
    expect(await readFile(file, "utf8")).toBe(content);
  });

  test.each([
    ["0.1.0", "0.2.0", "log-newer"],
    ["0.1.0", "1.0.0", "log-newer"],
    ["1.4.0", "2.0.0", "log-newer"],
    ["1.4.0", "1.9.0", undefined],
    ["0.1.0", "0.1.7", undefined],
    ["0.2.0", "0.1.0", undefined],
  ])("by version %s where version %s has written it: %s", async (own, wrote, expected) => {
    const disk = new SimulatedDisk();
    const open = (version: string) =>
      openLog({
        file: simulatedFile,
        data: simulatedData,
        disk,
        start: (log) => ({ ...started(log), version }) as ReturnType<typeof started>,
      });
    await (await open(wrote)).close();
    const before = disk.contentOf(simulatedFile);
    const error = await open(own).catch((caught: unknown) => caught);
    expect(error instanceof LogError ? error.code : undefined).toBe(expected);
    expect(disk.contentOf(simulatedFile)?.equals(before ?? Buffer.alloc(0))).toBe(expected !== undefined);
  });
});

test.each([
  ["nothing", undefined],
  ["an empty file", ""],
])("[LOG-10] a link that leads to %s: the log is made there, and the link stays", async (_, content) => {
  const path = await directory();
  await mkdir(join(path, "real"));
  const real = join(path, "real", "messages.json");
  if (content !== undefined) await writeFile(real, content);
  const link = join(path, "messages.json");
  await symlink("middle.json", link);
  await symlink("real/messages.json", join(path, "middle.json"));
  await (await openLog({ file: link, data: join(path, "data"), start: started })).close();
  expect(await readlink(link)).toBe("middle.json");
  expect(statSync(real).isFile()).toBe(true);
  const again = await openLog({ file: link, data: join(path, "data"), start: started });
  expect(again.last.seq).toBe(2);
  await again.close();
});

test("what stands in the way in the folder of the data is blamed, and a checkpoint is made anew", async () => {
  const path = await directory();
  const [file, data] = [join(path, "messages.json"), join(path, "data")];
  await (await openLog({ file, data, start: started })).close();
  await unlink(join(data, "log.mark"));
  execFileSync("mkfifo", [join(data, "log.mark")]);
  const error = await refusal(file, data);
  expect(error.code).toBe("data-unusable");
  expect(error.in("en")).toContain(join(data, "log.mark"));
  await unlink(join(data, "log.mark"));
  await unlink(join(data, "log.checkpoint"));
  execFileSync("mkfifo", [join(data, "log.checkpoint")]);
  await (await openLog({ file, data, start: started })).close();
  expect(statSync(join(data, "log.checkpoint")).isFile()).toBe(true);
});

test.each(["log.mark", "log.checkpoint.new", "identity.sqlite-wal"])(
  "[LOG-10] a log is not kept as %s in the folder of the data, which the server writes there itself",
  async (name) => {
    const path = await directory();
    const data = join(path, "data");
    await mkdir(data);
    await symlink(join(data, name), join(path, "messages.json"));
    const open = (file: string) =>
      openLog({ file, data, reserved: ["identity.sqlite"], start: started }).catch((error: unknown) => error);
    for (const file of [join(data, name), join(path, "messages.json")])
      expect(await open(file)).toMatchObject({ code: "log-is-data" });
    expect(await readdir(data)).toEqual([]);
    const log = await openLog({ file: join(path, name), data, start: started });
    await log.close();
  },
);

test.each([
  ["a directory", (path: string) => mkdir(path), "lock-unusable"],
  ["no lock", (path: string) => writeFile(path, "что-то другое".repeat(100)), "lock-unusable"],
  ["a FIFO", (path: string) => execFileSync("mkfifo", [path]), "lock-unusable"],
  ["a link that leads nowhere", (path: string) => symlink("нет/замок", path), "log-no-directory"],
])("[LOG-6] where %s stands where the lock should be, that is told", async (_, make, code) => {
  const path = await directory();
  const file = join(path, "messages.json");
  await make(`${file}.lock`);
  const error = await refusal(file, join(path, "data"));
  expect(error.code).toBe(code);
});

test("[LOG-6] what stands in the way of a lock is named", async () => {
  const file = join(await directory(), "messages.json");
  await mkdir(`${file}.lock`);
  const error = await refusal(file, `${file}.data`);
  expect(error.in("ru")).toContain(`${file}.lock нельзя использовать (`);
});

test("[LOG-6] where the name of the lock would be too long, that is told", async () => {
  const path = await directory();
  const error = await refusal(join(path, "x".repeat(252)), join(path, "data"));
  expect([error.code, error.in("en")]).toEqual(["log-not-writable", expect.stringContaining("ENAMETOOLONG")]);
});

test("an empty file becomes a log", async () => {
  const path = await directory();
  const file = join(path, "messages.json");
  await writeFile(file, "");
  const log = await openLog({ file, data: join(path, "data"), start: started });
  expect(log.last.seq).toBe(1);
  await log.close();
});

test("the directory of what is derived is for its owner only", async () => {
  const path = await directory();
  const log = await openLog({
    file: join(path, "messages.json"),
    data: join(path, "a", "data"),
    start: started,
  });
  await log.close();
  expect(statSync(join(path, "a", "data")).mode & 0o777).toBe(0o700);
  expect(statSync(join(path, "messages.json")).mode & 0o777).toBe(0o600);
});

test("[LOG-6] a second server on the same log is refused, by whatever path it comes", async () => {
  const path = await directory();
  const file = join(path, "messages.json");
  const log = await openLog({ file, data: join(path, "data"), start: started });
  await mkdir(join(path, "other"));
  await symlink(file, join(path, "other", "link.json"));
  const error = await refusal(join(path, "other", "link.json"), join(path, "other", "data"));
  expect(error).toMatchObject({ code: "log-locked", holder: { pid: process.pid } });
  expect(error.in("en")).toContain(`process ${process.pid} on `);
  await log.close();
  await (await openLog({ file, data: join(path, "data"), start: started })).close();
});

test("[LOG-6] a log with two names is refused at the start; one that gets a second name goes on", async () => {
  const path = await directory();
  const [file, other] = [join(path, "messages.json"), join(path, "copy.json")];
  const log = await openLog({ file, data: join(path, "data"), start: started });
  await link(file, other);
  await log.append([said("дальше")]);
  await log.close();
  expect((await refusal(file, join(path, "data"))).code).toBe("log-has-names");
  expect((await refusal(other, join(path, "data"))).code).toBe("log-has-names");
  await unlink(other);
  const again = await openLog({ file, data: join(path, "data"), start: started });
  expect(again.last.seq).toBe(3);
  await again.close();
});

test("[LOG-6] a log that got another name in another folder is still locked", async () => {
  const path = await directory();
  const file = join(path, "messages.json");
  const log = await openLog({ file, data: join(path, "data"), start: started });
  await mkdir(join(path, "other"));
  await rename(file, join(path, "other", "messages.json"));
  const error = await refusal(join(path, "other", "messages.json"), join(path, "other", "data"));
  expect(error.code).toBe("log-locked");
  await rename(join(path, "other", "messages.json"), file);
  await log.close();
});

test("what a person should know is told", async () => {
  const disk = new SimulatedDisk();
  const notices: LogNotice[] = [];
  const open = (now: number, durability: "fsync" | "process" = "fsync") =>
    openLog({
      file: simulatedFile,
      data: simulatedData,
      disk,
      durability,
      start: started,
      clock: () => now,
      onNotice: (notice) => notices.push(notice),
    });
  await (await open(1_795_255_200_000, "process")).close();
  expect(notices.splice(0)).toEqual([{ kind: "not-durable" }]);
  await (await open(1_795_251_600_000, "process")).close();
  expect(notices).toEqual([
    { kind: "clock-behind", time: "2026-11-21T10:00:00.000Z", file: simulatedFile, data: simulatedData },
    { kind: "not-durable" },
  ]);
});
