import { chmod, mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LogError } from "../error.ts";
import type { LogNotice } from "../notice.ts";
import { openSimulated, simulatedData, simulatedFile } from "../testing/crash.ts";
import { started } from "../testing/drafts.ts";
import { at, SimulatedDisk } from "../testing/simulated-disk.ts";
import { openLog } from "./open-log.ts";

const directory = (): Promise<string> => mkdtemp(join(tmpdir(), "beseda-log-"));

const refusal = async (file: string, data: string): Promise<LogError> => {
  const error = await openLog({ file, data, start: started }).catch((caught: unknown) => caught);
  if (!(error instanceof LogError)) throw new Error("the log was not refused");
  return error;
};

describe("a log is refused, in a sentence", () => {
  test("where the path is a directory", async () => {
    const path = await directory();
    const error = await refusal(path, join(path, "data"));
    expect(error.code).toBe("log-is-directory");
    expect(error.in("ru")).toBe(`${path} — каталог. Укажите путь к файлу журнала.`);
  });

  test("where there is no directory for it", async () => {
    const path = await directory();
    const error = await refusal(join(path, "нет", "messages.json"), join(path, "data"));
    expect(error.code).toBe("log-no-directory");
  });

  test.skipIf(process.getuid?.() === 0)("where the file or its directory is read-only", async () => {
    const path = await directory();
    const file = join(path, "messages.json");
    await (await openLog({ file, data: join(path, "data"), start: started })).close();
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
        expect([undefined, "log-not-writable"]).toContain(error instanceof LogError ? error.code : undefined);
        expect(error instanceof Error).toBe(error instanceof LogError);
      }
    },
  );

  test.each([
    ["text", "это не журнал\n"],
    [
      "JSON of another program",
      '[{"time":"2026-11-21","client_id":"1","sender":"client","message":"Привет"}]',
    ],
    [
      "other records, one a line",
      '[\n{"time":"2026-11-21","client_id":"1","sender":"client","message":"Привет"}\n]\n',
    ],
    ["an empty array", "[]"],
  ])("where the file is %s, and it is not touched", async (_, content) => {
    const path = await directory();
    const file = join(path, "messages.json");
    await writeFile(file, content);
    expect((await refusal(file, join(path, "data"))).code).toBe("log-not-a-log");
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
  const { statSync } = await import("node:fs");
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
    { kind: "clock-behind", time: "2026-11-21T10:00:00.000Z" },
    { kind: "not-durable" },
  ]);
});
