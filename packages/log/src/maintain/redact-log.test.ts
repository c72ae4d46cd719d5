import { crc32 } from "node:zlib";
import { createIdIndex } from "../state/id-index.ts";
import { isOf, parseRecord, type RecordDraft } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { randomChoose, seededRandom } from "../../testing/choices.ts";
import { openSimulated, simulatedData, simulatedFile } from "../../testing/crash.ts";
import { said, started, topicSet } from "../../testing/drafts.ts";
import { at, SimulatedDisk } from "../../testing/simulated-disk.ts";
import { LogError } from "../error.ts";
import { opening } from "../format/format.ts";
import { LineWriter } from "../format/line-writer.ts";
import { openLog } from "../open/open-log.ts";
import { isGood } from "./describe.ts";
import { exportLog } from "./export-log.ts";
import { redactLog } from "./redact-log.ts";
import type { SeqRange } from "./redaction-targets.ts";
import { readRedactionKey } from "./redaction-key.ts";
import { repairLog } from "./repair-log.ts";
import { verifyLog } from "./verify-log.ts";
import { readRecords } from "../read/read-records.ts";

const secrets = [
  "Телефон Анны: +7 901 234-56-78",
  "я",
  "👍🏽 секрет",
  'кавычка " и \\ и \n и \u0007',
  "тайна".repeat(1600),
];
/** `seq` of the first of them: a start and a greeting precede it. */
const firstSecret = 3;
const secretSeqs = secrets.map((_, index) => firstSecret + index);

/** A log with secrets among other messages. */
const lived = async (): Promise<SimulatedDisk> => {
  const disk = new SimulatedDisk();
  const log = await openLog({ ...places, disk, projections: [createIdIndex()] });
  for (const text of ["Привет", ...secrets, "До завтра"]) await log.append([said(text, { id: idOf(text) })]);
  for (let index = 0; index < 40; index += 1) await log.append([said(`Дальше ${index}`, { room: "сад" })]);
  await log.close();
  return disk;
};

const clock = () => 1_795_255_200_000;
const places = { file: simulatedFile, data: simulatedData, start: started, clock };
const idOf = (text: string): string => `m-${secrets.indexOf(text)}-${text.length}`;

const redact = (
  disk: SimulatedDisk,
  seqs: readonly (number | SeqRange)[] = secretSeqs,
  file = simulatedFile,
) => {
  const ranges = seqs.map((seq): SeqRange => (typeof seq === "number" ? [seq, seq] : seq));
  return redactLog(file, {
    data: simulatedData,
    seqs: ranges,
    disk,
    start: started,
    message: "Текст удалён",
    clock,
  });
};

const contentOf = (disk: SimulatedDisk, path = simulatedFile): Buffer =>
  disk.contentOf(path) ?? Buffer.alloc(0);

/** A log written by a version without salts. */
const oldLog = (): Buffer => {
  const time = new Date(clock()).toISOString();
  const writer = new LineWriter();
  const { check } = writer.add(JSON.stringify({ seq: 1, time, ...started("old") }), 0);
  writer.add(JSON.stringify({ seq: 2, prev: 0, time, ...said("Телефон") }), check);
  const content = Buffer.concat(writer.take().chunks);
  opening.copy(content);
  return content;
};

/** The longer secrets found anywhere on a disk: whole, or a piece of six letters. */
const leftOf = (disk: SimulatedDisk): readonly string[] =>
  disk.paths().flatMap((path) =>
    secrets
      .filter(({ length }) => length > 5)
      .flatMap((text) =>
        Array.from({ length: Math.min(12, text.length - 5) }, (_, from) => text.slice(from, from + 6)),
      )
      .map((piece) => JSON.stringify(piece).slice(1, -1))
      .filter((piece) => contentOf(disk, path).includes(piece))
      .map((piece) => `${path}: ${piece}`),
  );

/** The lines of a log: the start and the check of each. */
const linesOf = (content: Buffer): readonly (readonly [offset: number, check: string])[] => {
  const lines: [number, string][] = [];
  let offset = 0;
  for (const line of content.toString("latin1").split("\n")) {
    const check = /"check":"(\w{8})"\},?$/u.exec(line)?.[1];
    if (check !== undefined) lines.push([offset, check]);
    offset += line.length + 1;
  }
  return lines;
};

describe("a redaction", () => {
  test("[LOG-18] leaves nothing of the texts, and every offset and check as it was", async () => {
    const disk = await lived();
    const before = contentOf(disk);
    expect(leftOf(disk)).not.toEqual([]);
    const { redacted, log } = await redact(disk);
    expect(redacted).toEqual(secretSeqs);
    expect(leftOf(disk)).toEqual([]);
    const after = contentOf(disk);
    const lines = linesOf(before);
    expect(linesOf(after).slice(0, lines.length)).toEqual(lines);
    expect(linesOf(after)).toHaveLength(lines.length + secrets.length);
    const found = await verifyLog(simulatedFile, { disk });
    expect(found).toMatchObject({ log, faultCount: 0, records: lines.length + secrets.length });
    expect(isGood(found, false)).toBe(true);
    expect(disk.paths().filter((path) => path.includes(".redaction"))).toEqual([]);
  });

  test("[LOG-18] changes no byte of another record", async () => {
    const disk = await lived();
    const before = contentOf(disk).toString("utf8").split("\n");
    await redact(disk, [firstSecret]);
    const after = contentOf(disk).toString("utf8").split("\n");
    const changed = before.flatMap((line, index) => (after[index] === line ? [] : [index]));
    // The changed lines: that of the secret, and the end with the redaction record; line 0 is the opening
    // bracket.
    expect(changed).toEqual([firstSecret, before.length - 3, before.length - 2, before.length - 1]);
    expect(JSON.parse(after.join("\n"))[firstSecret - 1].message).toMatch(/^ +$/u);
  });

  test("[LOG-18] the log goes on under its name, with its checkpoint, and says what was redacted", async () => {
    const disk = await lived();
    const { log: name } = await redact(disk);
    const notices: string[] = [];
    const log = await openLog({
      ...places,
      disk,
      projections: [createIdIndex()],
      onNotice: ({ kind }) => notices.push(kind),
    });
    expect([log.id, notices]).toEqual([name, []]);
    const entries = await log.read({ after: 0, limit: 1000 });
    await log.close();
    const told = entries.flatMap(({ record }) => (isOf(record, "redacted") ? [record] : []));
    expect(told.map(({ target, room }) => [target, room])).toEqual(secretSeqs.map((seq) => [seq, "lobby"]));
    const key = await readRedactionKey(simulatedData, disk);
    for (const [index, { target, digest }] of told.entries()) {
      expect(key?.proves(digest, target, secrets[index] ?? "")).toBe(true);
      expect(key?.proves(digest, target, "Привет")).toBe(false);
    }
  });

  test("[LOG-18] once more changes nothing", async () => {
    const disk = await lived();
    await redact(disk);
    const content = Buffer.from(contentOf(disk));
    expect(await redact(disk)).toMatchObject({ redacted: [], before: secretSeqs });
    expect(contentOf(disk)).toEqual(content);
  });

  test("[LOG-18] takes along what a message was changed to", async () => {
    const disk = await lived();
    const log = await openSimulated(disk);
    const edit = { ...said("Другой телефон: 8 800", { id: "e-1" }), type: "edited", target: firstSecret };
    await log.append([edit as unknown as RecordDraft]);
    const { seq } = log.last;
    await log.close();
    const other = disk.afterKill();
    expect(await redact(disk, [firstSecret])).toMatchObject({ redacted: [firstSecret, seq] });
    expect(contentOf(disk).includes("Другой телефон")).toBe(false);
    expect(await verifyLog(simulatedFile, { disk })).toMatchObject({ faultCount: 0 });
    // The number of an edit stands for its message.
    expect(await redact(other, [seq])).toMatchObject({ redacted: [firstSecret, seq] });
    expect(contentOf(other).includes("Другой телефон")).toBe(false);
  });

  test("[LOG-18] takes the name of a file and what was written with it, and leaves the record one of a file", async () => {
    const disk = await lived();
    const log = await openSimulated(disk);
    const name = `Паспорт ${"\u0007".repeat(240)}.pdf`;
    const file = { name, size: 9, type: "application/pdf", sha256: "0f".repeat(32) };
    const draft = { ...said("Вот мой паспорт", { id: "f-1" }), type: "file", file };
    await log.append([draft as unknown as RecordDraft]);
    const { seq } = log.last;
    await log.close();
    const lines = linesOf(contentOf(disk));
    expect(await redact(disk, [seq])).toMatchObject({ redacted: [seq] });
    expect(disk.paths().filter((path) => /аспорт|0f0f/u.test(contentOf(disk, path).toString()))).toEqual([]);
    expect(linesOf(contentOf(disk)).slice(0, lines.length)).toEqual(lines);
    expect(await verifyLog(simulatedFile, { disk })).toMatchObject({ faultCount: 0, unknown: 0 });
    const again = await openSimulated(disk);
    const [entry] = await again.readAt([seq]);
    await again.close();
    const record = parseRecord(entry?.record);
    if (!isOf(record, "file")) throw new Error("it is not one of a file any more");
    expect(record.file).toMatchObject({ size: 9, type: "application/pdf", sha256: "0".repeat(64) });
    expect(`${record.file?.name}${record.message}`.trim()).toBe("");
  });

  test("[LOG-18] a range takes the messages in it, whatever else is there", async () => {
    const disk = await lived();
    const log = await openSimulated(disk);
    await log.append([topicSet("Сад")]);
    await log.append([said("последнее")]);
    const { seq } = log.last;
    await log.close();
    const ranges: readonly SeqRange[] = [
      [firstSecret, 5],
      [4, 7],
      [seq - 1, 1_000_000],
    ];
    expect((await redact(disk, ranges)).redacted).toEqual([...secretSeqs, seq]);
    await expect(redact(disk, [[seq + 20, seq + 30]])).rejects.toMatchObject({ code: "log-no-message" });
  });

  test("[LOG-18] more than fits in memory is refused, and nothing is changed", async () => {
    const disk = new SimulatedDisk();
    const log = await openLog({ ...places, disk });
    const text = "тайна".repeat(200_000);
    for (let count = 0; count < 34; count += 1) await log.append([said(text, { id: `${count}` })]);
    await log.close();
    const content = Buffer.from(contentOf(disk));
    await expect(redact(disk, [[1, 100]])).rejects.toMatchObject({ code: "log-too-much" });
    expect(contentOf(disk).equals(content)).toBe(true);
    expect((await redact(disk, [[1, 20]])).redacted).toHaveLength(19);
  });

  test.each([
    ["log-no-message", [firstSecret, 1]],
    ["log-no-message", [firstSecret, 4000]],
  ] as const)("[LOG-18] %s: nothing is done where one of the numbers is none", async (code, seqs) => {
    const disk = await lived();
    const content = Buffer.from(contentOf(disk));
    await expect(redact(disk, seqs)).rejects.toMatchObject({ code });
    expect(contentOf(disk)).toEqual(content);
  });

  test("[LOG-18] a message without a salt is refused, and a log that a server holds", async () => {
    const disk = await lived();
    await expect(redact(disk, [firstSecret], "/other.json")).rejects.toMatchObject({ code: "log-missing" });
    const log = await openSimulated(disk);
    await expect(redact(disk)).rejects.toMatchObject({ code: "log-locked" });
    await log.close();
    const old = new SimulatedDisk({}, [
      [simulatedFile, oldLog()],
      [`${simulatedData}/log.mark`, Buffer.from(`${JSON.stringify({ log: "old", seq: 2 }).padEnd(499)}\n`)],
    ]);
    await expect(redact(old, [2])).rejects.toMatchObject({ code: "log-unsalted" });
    expect(contentOf(old)).toEqual(oldLog());
  });
});

describe("[LOG-18] a disk that fails during a redaction", () => {
  test("without room nothing is changed, and nothing is left beside the log", async () => {
    const whole = await lived();
    const used = whole.paths().reduce((sum, path) => sum + contentOf(whole, path).length, 0);
    const outcomes = new Set<string>();
    for (let room = 0; room < 50_000 && !outcomes.has("done"); room += 331) {
      const disk = whole.afterKill({ capacity: used + room });
      const outcome = await redact(disk).then(
        () => "done",
        (error: unknown) => (error instanceof LogError ? error.code : String(error)),
      );
      outcomes.add(outcome);
      expect(disk.paths().filter((path) => path.includes(".redaction"))).toEqual([]);
      expect(outcome === "done" || contentOf(disk).equals(contentOf(whole))).toBe(true);
    }
    expect([...outcomes]).toEqual(["log-full", "done"]);
  });

  test("an error at any step changes nothing, or leaves the rest to the next opening", async () => {
    const whole = await lived();
    const original = Buffer.from(contentOf(whole));
    const probe = whole.afterKill();
    await redact(probe);
    const codes = new Set<string>();
    for (let call = 1; call <= probe.calls; call += 1) {
      const disk = whole.afterKill({ fault: at(call, { kind: "error", code: "EIO", bytes: 30 }) });
      const code = await redact(disk).then(
        () => "done",
        (error: unknown) => (error instanceof LogError ? error.code : String(error)),
      );
      codes.add(code);
      const isSeenDone = code === "done" || code === "log-redaction-halted";
      expect(isSeenDone ? await readLeft(disk) : contentOf(disk)).toEqual(isSeenDone ? [] : original);
      const again = await redact(disk);
      expect([...again.redacted, ...again.before].toSorted((one, other) => one - other)).toEqual(secretSeqs);
      expect(leftOf(disk)).toEqual([]);
    }
    expect([...codes].toSorted()).toEqual([
      "done",
      "log-failed",
      "log-not-writable",
      "log-redaction-halted",
      "log-unreadable",
    ]);
  });

  /** The secrets that a reader sees. */
  const readLeft = async (disk: SimulatedDisk): Promise<readonly string[]> => {
    let exported = "";
    for await (const chunk of exportLog(simulatedFile, { disk })) exported += String(chunk);
    return secrets.filter((text) => text.length > 5 && exported.includes(JSON.stringify(text)));
  };
});

describe("[LOG-18] a crash during a redaction", () => {
  /** Every step from the first that changes something, and the point in a write at which it stops. */
  const steps = async (): Promise<number> => {
    const disk = (await lived()).afterKill();
    await redact(disk);
    return disk.calls;
  };

  const expectWhole = async (disk: SimulatedDisk, original: Buffer): Promise<void> => {
    const log = await openSimulated(disk);
    const entries = await log.read({ after: 0, limit: 1000 });
    await log.close();
    const told = entries.filter(({ record }) => record.type === "redacted").length;
    expect([0, secrets.length]).toContain(told);
    if (told > 0) expect(leftOf(disk)).toEqual([]);
    const lines = linesOf(original);
    expect(linesOf(contentOf(disk)).slice(0, lines.length)).toEqual(lines);
    expect(await verifyLog(simulatedFile, { disk })).toMatchObject({ faultCount: 0, isClosed: true });
    const again = await redact(disk);
    expect([...again.redacted, ...again.before].toSorted((one, other) => one - other)).toEqual(secretSeqs);
    expect(leftOf(disk)).toEqual([]);
  };

  test("a kill between any two steps, and within every write, leaves it to the next opening", async () => {
    const whole = await lived();
    const original = Buffer.from(contentOf(whole));
    let finished = 0;
    for (let call = 1; call <= (await steps()); call += 1) {
      for (const bytes of [0, 70]) {
        const disk = whole.afterKill({ fault: at(call, { kind: "stop", bytes }) });
        await Promise.race([redact(disk).catch(() => undefined), disk.stopped]);
        const left = disk.afterKill();
        // A reader sees the finished redaction at once and changes nothing.
        const content = Buffer.from(contentOf(left));
        expect(await verifyLog(simulatedFile, { disk: left })).toMatchObject({ faultCount: 0 });
        expect(contentOf(left)).toEqual(content);
        await expectWhole(left, original);
        finished += 1;
      }
    }
    expect(finished).toBeGreaterThan(50);
  }, 120_000);

  test("so does a power cut, whatever of the sectors is there", async () => {
    const whole = await lived();
    const original = Buffer.from(contentOf(whole));
    const total = await steps();
    let finished = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      const choose = randomChoose(seededRandom(seed));
      const disk = whole.afterKill({ fault: at(1 + choose(total), { kind: "stop", bytes: choose(2000) }) });
      await Promise.race([redact(disk).catch(() => undefined), disk.stopped]);
      await expectWhole(disk.afterPowerCut(choose), original);
      finished += 1;
    }
    expect(finished).toBe(40);
  }, 120_000);

  test("the export and the repair of what it left have no text", async () => {
    const whole = await lived();
    const total = await steps();
    const disk = whole.afterKill({ fault: at(total - 4, { kind: "stop" }) });
    await Promise.race([redact(disk), disk.stopped]);
    const left = disk.afterKill();
    let exported = "";
    for await (const chunk of exportLog(simulatedFile, { disk: left })) exported += String(chunk);
    expect(exported).not.toContain("Телефон Анны");
    await repairLog(simulatedFile, { output: "/repaired.json", disk: left, start: started });
    expect(contentOf(left, "/repaired.json").includes("Телефон Анны")).toBe(false);
  });

  test("whoever reads the records sees it finished, at any moment", async () => {
    const whole = await lived();
    const before = await rowsOf(whole);
    let finished = 0;
    for (let call = 1; call <= (await steps()); call += 1) {
      const disk = whole.afterKill({ fault: at(call, { kind: "stop", bytes: 70 }) });
      await Promise.race([redact(disk).catch(() => undefined), disk.stopped]);
      const left = disk.afterKill();
      const isBegun = left.paths().includes(`${simulatedFile}.redaction`);
      const seen = await rowsOf(left);
      const after = before.length + secrets.length;
      expect(isBegun ? [after] : [before.length, after]).toContain(seen.length);
      await redact(left);
      const later = await rowsOf(left);
      expect(later).toHaveLength(after);
      expect(isBegun ? later : seen).toEqual(seen);
      if (isBegun) finished += 1;
    }
    expect(finished).toBeGreaterThan(5);
    const strange = new SimulatedDisk({}, [
      [simulatedFile, contentOf(whole)],
      [`${simulatedFile}.redaction`, Buffer.from("{}\n0\n")],
    ]);
    expect(await rowsOf(strange)).toEqual(before);
  });

  const rowsOf = async (disk: SimulatedDisk): Promise<readonly unknown[]> => {
    const rows: unknown[] = [];
    for await (const run of readRecords(simulatedFile, { disk })) rows.push(...run.map(({ value }) => value));
    return rows;
  };

  test("[LOG-18] what lies beside it is as other programs know it", async () => {
    const whole = await lived();
    const path = `${simulatedFile}.redaction`;
    const probe = whole.afterKill();
    await redact(probe, [firstSecret]);
    let disk = probe;
    for (let call = probe.calls; !disk.paths().includes(path); call -= 1) {
      disk = whole.afterKill({ fault: at(call, { kind: "stop" }) });
      await Promise.race([redact(disk, [firstSecret]), disk.stopped]);
    }
    const [content = "", check, rest] = contentOf(disk, path).toString().split("\n");
    expect([String(crc32(content)), rest]).toEqual([check, ""]);
    const { appended, overwrites, ...place } = JSON.parse(content);
    const original = contentOf(whole);
    const end = original.lastIndexOf("}") + 1;
    const last = linesOf(original).at(-1)?.[1] ?? "";
    expect(place).toEqual({ end, check: Number.parseInt(last, 16) });
    const after = contentOf(disk);
    expect(after.subarray(end).toString("base64")).toBe(appended);
    expect(overwrites).toHaveLength(1);
    for (const [offset, bytes] of overwrites)
      expect(after.subarray(offset, offset + Buffer.from(bytes, "base64").length).toString("base64")).toBe(
        bytes,
      );
  });

  test("what lies beside another log, or one that went on, is refused and not carried out", async () => {
    const whole = await lived();
    const disk = whole.afterKill({ fault: at((await steps()) - 1, { kind: "stop" }) });
    await Promise.race([redact(disk), disk.stopped]);
    const other = await lived();
    const intent = contentOf(disk, `${simulatedFile}.redaction`);
    const mixed = new SimulatedDisk({}, [
      ...other.paths().map((path) => [path, contentOf(other, path)] as const),
      [`${simulatedFile}.redaction`, intent],
    ]);
    await expect(openSimulated(mixed)).rejects.toMatchObject({ code: "log-redaction-strange" });
    expect(contentOf(mixed)).toEqual(contentOf(other));
  });
});
