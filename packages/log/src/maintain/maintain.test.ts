import { isKnown, type RecordDraft, type RecordOf } from "@beseda/protocol";
import { forbiddenIn, hostileTexts } from "@beseda/protocol/testing";
import { describe, expect, test } from "vitest";
import type { EventLog } from "../event-log.ts";
import { openLog } from "../open/open-log.ts";
import { seededRandom } from "../../testing/choices.ts";
import { openSimulated, simulatedData, simulatedFile } from "../../testing/crash.ts";
import { said, started } from "../../testing/drafts.ts";
import { SimulatedDisk } from "../../testing/simulated-disk.ts";
import { describeRepair, describeVerification, isGood } from "./describe.ts";
import { exportLog } from "./export-log.ts";
import { repairLog } from "./repair-log.ts";
import { verifyLog } from "./verify-log.ts";

const output = "/repaired.json";
const count = 30;

/** A log of a start and thirty messages in two rooms. */
const lived = async (): Promise<{ disk: SimulatedDisk; content: Buffer; id: string }> => {
  const disk = new SimulatedDisk();
  const log = await openSimulated(disk);
  for (let index = 0; index < count; index += 1) {
    await log.append([said(`Привет ${index}`, { room: index % 2 ? "сад" : "lobby" })]);
  }
  await log.close();
  return { disk, content: disk.contentOf(simulatedFile) ?? Buffer.alloc(0), id: log.id };
};

const only = (content: Buffer): SimulatedDisk => new SimulatedDisk({}, [[simulatedFile, content]]);
const verify = (content: Buffer) => verifyLog(simulatedFile, { disk: only(content) });

const repair = (disk: SimulatedDisk) =>
  repairLog(simulatedFile, { output, disk, start: started, createId: () => "new", locale: "ru" });

const lineOf = (content: Buffer, seq: number): { start: number; end: number } => {
  const start = content.indexOf(`{"seq":${seq},`);
  return { start, end: content.indexOf("\n", start) };
};

const changed = (content: Buffer, at: number, bytes: string | number): Buffer => {
  const copy = Buffer.from(content);
  copy.write(
    typeof bytes === "number" ? String.fromCodePoint(copy.readUInt8(at) ^ bytes) : bytes,
    at,
    "latin1",
  );
  return copy;
};

const without = (content: Buffer, start: number, end: number): Buffer =>
  Buffer.concat([content.subarray(0, start), content.subarray(end)]);

const open = (disk: SimulatedDisk, file: string): Promise<EventLog> =>
  openLog({ file, data: simulatedData, disk, start: started });

describe("verify", () => {
  test("prints the figures of a good log", async () => {
    const { content } = await lived();
    const found = await verify(content);
    expect(found).toMatchObject({
      records: 31,
      rooms: 2,
      runs: 1,
      lastSeq: 31,
      isClosed: true,
      faultCount: 0,
    });
    expect(isGood(found, false)).toBe(true);
    const text = describeVerification(found, { file: "messages.json", isBusy: false }, "ru");
    expect(text).toContain("31 запись");
    expect(text).toContain("Журнал в порядке");
  });

  test("[LOG-12] records that this version does not understand are counted, and are no damage", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    const { id: _, ...withoutId } = said("Привет") as RecordOf<"message">;
    await log.append([
      withoutId as unknown as RecordDraft,
      { ...said("Опрос"), type: "poll" } as unknown as RecordDraft,
    ]);
    await log.close();
    const reopened = await openSimulated(disk);
    const [, strange] = await reopened.read({ after: 0 });
    expect(strange?.record).toMatchObject({ seq: 2, message: "Привет" });
    expect(strange && isKnown(strange.record)).toBe(false);
    await reopened.close();
    const content = disk.contentOf(simulatedFile) ?? Buffer.alloc(0);
    const found = await verify(content);
    expect(found).toMatchObject({ records: 4, unknown: 2, faultCount: 0 });
    const text = describeVerification(found, { file: "messages.json", isBusy: false }, "ru");
    expect(text).toContain("2 записи более новой версии");
    expect(text).toContain("Журнал в порядке");
    await repair(disk);
    const repaired = disk.contentOf(output)?.toString();
    for (const line of content.toString().split("\n").slice(2, 4)) {
      expect(repaired).toContain(line.slice(0, line.indexOf(',"check"')));
    }
  });

  test("[LOG-4] a record without what every record has is told", async () => {
    const disk = new SimulatedDisk();
    const log = await openSimulated(disk);
    const { message: _, ...withoutMessage } = said("Привет") as RecordOf<"message">;
    await log.append([withoutMessage as unknown as RecordDraft]);
    await log.close();
    const found = await verify(disk.contentOf(simulatedFile) ?? Buffer.alloc(0));
    expect(found.faults).toMatchObject([{ kind: "shape", afterSeq: 1 }]);
  });

  test("[LOG-4] finds every flipped bit, where it is", async () => {
    const { content } = await lived();
    const random = seededRandom(11);
    for (let byte = 0; byte < content.length - 1; byte += 1) {
      const found = await verify(changed(content, byte, 1 << Math.floor(random() * 8)));
      expect(isGood(found, false), `byte ${byte}`).toBe(false);
      const line = byte === 0 ? 0 : content.lastIndexOf("\n", byte - 1) + 1;
      expect(Math.abs((found.faults[0]?.offset ?? line) - line), `byte ${byte}`).toBeLessThanOrEqual(500);
    }
  });

  test("finds records that are gone, doubled, changed in order, and what follows the array", async () => {
    const { content } = await lived();
    const { start, end } = lineOf(content, 10);
    const doubled = Buffer.concat([content.subarray(0, end + 1), content.subarray(start)]);
    expect((await verify(without(content, start, end + 1))).faultCount).toBeGreaterThan(0);
    expect((await verify(doubled)).faultCount).toBeGreaterThan(0);
    expect((await verify(Buffer.concat([content, content]))).faultCount).toBeGreaterThan(0);
    await expect(verify(Buffer.from("привет"))).rejects.toMatchObject({ code: "log-not-a-log" });
  });

  test("tells an interrupted write from damage", async () => {
    const { content } = await lived();
    const { start, end } = lineOf(content, 31);
    for (const size of [end + 1, end, start + 40, start + 1, start, start - 1]) {
      const found = await verify(content.subarray(0, size));
      expect([found.faultCount, found.isClosed]).toEqual([0, false]);
      expect([isGood(found, false), isGood(found, true)]).toEqual([false, true]);
    }
  });

  test("of a file that is not there is refused", async () => {
    await expect(verifyLog("/nichts", { disk: new SimulatedDisk() })).rejects.toMatchObject({
      code: "log-missing",
    });
  });
});

test("[TXT-7] what is told of a log is one clean line for each thing, whatever the log or a path has in it", async () => {
  const { content } = await lived();
  const good = await verify(content);
  for (const text of hostileTexts) {
    const looked = { file: text, isBusy: false };
    const found = { ...good, log: text, firstTime: text, lastTime: text };
    const told = describeVerification(found, looked, "ru").split("\n");
    expect(told).toHaveLength(describeVerification(good, { ...looked, file: "a" }, "ru").split("\n").length);
    const repair = { log: text, kept: 1, losses: [] };
    told.push(...describeRepair(repair, { file: text, output: text }, "ru").split("\n"));
    for (const line of told) expect(forbiddenIn(line)).toBeUndefined();
  }
});

describe("repair", () => {
  test("[LOG-11] of a good log is the same log, byte for byte", async () => {
    const { disk, content, id } = await lived();
    expect(await repair(disk)).toEqual({ log: id, kept: 31, losses: [] });
    expect(disk.contentOf(simulatedFile)?.equals(content)).toBe(true);
    expect(disk.contentOf(output)?.equals(content)).toBe(true);
  });

  test("[LOG-11] where nothing was lost keeps the name: of blanks behind the log, of an interrupted write", async () => {
    const { content, id } = await lived();
    const blank = only(Buffer.concat([content, Buffer.from("\n \r\n")]));
    expect(await repair(blank)).toEqual({ log: id, kept: 31, losses: [] });
    const torn = only(content.subarray(0, lineOf(content, 31).start + 50));
    expect(await repair(torn)).toEqual({ log: id, kept: 30, losses: [] });
  });

  const layouts: readonly (readonly [string, (text: string) => string])[] = [
    ["with the line ends of Windows", (text) => text.replaceAll("\n", "\r\n")],
    ["behind a byte order mark", (text) => `\uFEFF${text}`],
    ["indented", (text) => JSON.stringify(JSON.parse(text), undefined, 2)],
    [
      "indented by tabs, behind a byte order mark",
      (text) => `\uFEFF${JSON.stringify(JSON.parse(text), undefined, "\t")}\n`,
    ],
    ["in one line", (text) => JSON.stringify(JSON.parse(text))],
  ];

  test.each(layouts)(
    "[LOG-11] of a log that another program has laid out anew, %s, is the log that it was",
    async (_, relay) => {
      const disk = new SimulatedDisk();
      const log = await openSimulated(disk);
      for (const text of ["Привет", "  два  пробела ", '"кавычки", \\ и {скобки]', "]}\n,", "😀"])
        await log.append([said(text)]);
      await log.close();
      const content = disk.contentOf(simulatedFile) ?? Buffer.alloc(0);
      const relaid = only(Buffer.from(relay(content.toString())));
      expect(await openSimulated(relaid).catch((error: unknown) => error)).toMatchObject({
        code: "log-relaid",
      });
      await expect(verifyLog(simulatedFile, { disk: relaid })).rejects.toMatchObject({ code: "log-relaid" });
      expect(await repair(relaid)).toEqual({ log: log.id, kept: 6, losses: [] });
      expect(relaid.contentOf(output)?.equals(content)).toBe(true);
    },
  );

  test("[LOG-11] of a log that was laid out anew and changed keeps what can be proven", async () => {
    const { content, id } = await lived();
    const text = JSON.stringify(JSON.parse(content.toString()), undefined, 2).replace("Привет 8", "Приват 8");
    const relaid = only(Buffer.from(text));
    expect(await repair(relaid)).toMatchObject({ log: "new", kept: 30, losses: [{ seqs: [10, 10] }] });
    const torn = only(Buffer.from(text.slice(0, text.lastIndexOf("Привет 29"))));
    expect(await repair(torn)).toMatchObject({ kept: 29, losses: [{ seqs: [10, 10] }] });
    expect(id).not.toBe("new");
  });

  test("[LOG-11] where records were lost is a branch that says up to where it is the log that it was", async () => {
    const { disk, content, id } = await lived();
    const { start } = lineOf(content, 10);
    await (await disk.open(simulatedFile, "append")).write([Buffer.from("X")], start + 40, true);
    await repair(disk);
    expect((await verify(disk.contentOf(output) ?? Buffer.alloc(0))).faultCount).toBe(0);
    // Uses the data directory of the damaged log: it belongs to the branch as well.
    const log = await open(disk, output);
    expect([log.id, log.lineage]).toEqual(["new", [{ log: id, seq: 9 }]]);
    expect([log.endOf({ log: id }), log.endOf({ log: "new" })]).toEqual([9, 33]);
  });

  test("[LOG-4] of any one damaged byte loses one record at most two, keeps the rest, and the result opens", async () => {
    const { content } = await lived();
    for (let byte = 0; byte < content.length - 3; byte += 7) {
      const disk = only(changed(content, byte, 1));
      const { kept, losses } = await repair(disk);
      expect(kept, `byte ${byte}`).toBeGreaterThanOrEqual(29);
      const lost = losses.reduce((sum, { seqs }) => sum + (seqs ? seqs[1] - seqs[0] + 1 : 0), 0);
      const repaired = disk.contentOf(output) ?? Buffer.alloc(0);
      const found = await verify(repaired);
      expect(found.faultCount, `byte ${byte}`).toBe(0);
      // At the end the number of lost records is unknown.
      expect([31, 30]).toContain(kept + lost);
      expect((await open(disk, output)).last.seq).toBe(found.lastSeq + 1);
    }
  });

  test("puts a mark in the place of what was lost, so that every `seq` stays what it was", async () => {
    const { content } = await lived();
    const { start, end } = lineOf(content, 10);
    const holed = Buffer.from(content);
    holed.fill(0, start + 5, end + 80);
    const disk = only(holed);
    const repaired = await repair(disk);
    // The check at the end of the second record is whole and proves the record after it.
    expect(repaired).toMatchObject({ kept: 29, losses: [{ seqs: [10, 11], offset: start - 2 }] });
    const log = await open(disk, output);
    const records = (await log.read({ after: 8, limit: 5 })).map(({ record }) => record);
    expect(records.map(({ seq, type }) => [seq, type])).toEqual([
      [9, "message"],
      [10, "lost"],
      [11, "lost"],
      [12, "message"],
      [13, "message"],
    ]);
    expect(records.at(-1)).toMatchObject({ room: "сад", prev: 9, message: "Привет 11" });
    expect(describeRepair(repaired, { file: "a", output: "b" }, "ru")).toContain(
      "утрачены записи с 10 по 11",
    );
  });

  test("of a record whose check alone is damaged loses nothing: the next one proves it", async () => {
    const { content } = await lived();
    const { end } = lineOf(content, 10);
    const disk = only(changed(content, end - 5, 1));
    expect(await repair(disk)).toMatchObject({ kept: 31, losses: [] });
  });

  test("of a log without its first record begins it anew", async () => {
    const { content } = await lived();
    const disk = only(changed(content, 20, 1));
    expect(await repair(disk)).toMatchObject({ kept: 30, losses: [{ seqs: [1, 1] }] });
    const log = await open(disk, output);
    const [first] = await log.read({ after: 0, limit: 1 });
    expect(first?.record).toMatchObject({ seq: 1, type: "server-started", log: "new" });
  });

  test("lists what cannot be proven at the end", async () => {
    const { content } = await lived();
    const { start } = lineOf(content, 30);
    const disk = only(Buffer.concat([content.subarray(0, start + 50), Buffer.from("\n")]));
    expect(await repair(disk)).toMatchObject({
      kept: 29,
      losses: [{ seqs: undefined, offset: start - 2, bytes: 53 }],
    });
  });

  test("takes no place that is taken, and makes nothing of nothing", async () => {
    const { disk } = await lived();
    await repair(disk);
    await expect(repair(disk)).rejects.toMatchObject({ code: "log-exists" });
    const nothing = only(Buffer.from("это не журнал"));
    await expect(repair(nothing)).rejects.toMatchObject({ code: "log-not-a-log" });
    expect(nothing.contentOf(output)).toBeUndefined();
  });
});

describe("export", () => {
  const exported = async (content: Buffer): Promise<string> => {
    const parts: Buffer[] = [];
    for await (const part of exportLog(simulatedFile, { disk: only(content) })) parts.push(part);
    return Buffer.concat(parts).toString();
  };

  test("is one record a line, as on the wire", async () => {
    const { disk, content } = await lived();
    const log = await openSimulated(disk.afterKill());
    const entries = await log.read({ after: 0, upto: 31 });
    expect(await exported(content)).toBe(
      entries.map(({ bytes }) => `${Buffer.from(bytes).toString()}\n`).join(""),
    );
  });

  test("[LOG-4] ends with an error where a record is damaged", async () => {
    const { content } = await lived();
    const { start } = lineOf(content, 10);
    await expect(exported(changed(content, start + 30, 1))).rejects.toMatchObject({
      damage: { seq: 10, offset: start },
    });
  });

  test("[LOG-14] calls nothing damaged that was never a log", async () => {
    const other = '[{"time":"2026-11-21","client_id":"1","sender":"client","message":"Привет"}]';
    await expect(exported(Buffer.from(other))).rejects.toMatchObject({ code: "log-foreign" });
    await expect(exported(Buffer.from("это не журнал"))).rejects.toMatchObject({ code: "log-not-a-log" });
  });

  test("of an interrupted write is everything before it", async () => {
    const { content } = await lived();
    const { start } = lineOf(content, 31);
    expect((await exported(content.subarray(0, start + 60))).split("\n")).toHaveLength(31);
  });
});
