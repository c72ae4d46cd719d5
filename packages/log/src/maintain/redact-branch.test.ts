import { parseRecord, type AnyRecord, type RecordDraft } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { simulatedData, simulatedFile } from "../../testing/crash.ts";
import { said, started } from "../../testing/drafts.ts";
import { SimulatedDisk } from "../../testing/simulated-disk.ts";
import { opening } from "../format/format.ts";
import { LineWriter } from "../format/line-writer.ts";
import { openLog } from "../open/open-log.ts";
import { readRecords } from "../read/read-records.ts";
import { describeBranch, isGood } from "./describe.ts";
import { redactIntoBranch } from "./redact-branch.ts";
import type { SeqRange } from "./redaction-targets.ts";
import { readRedactionKey } from "./redaction-key.ts";
import { verifyLog } from "./verify-log.ts";

const clock = () => 1_795_255_200_000;
const places = { file: simulatedFile, data: simulatedData, start: started, clock };
const output = "/new.json";
const secret = 'Телефон Анны: "+7 901 234-56-78"\n👍🏽';

const drafts: readonly RecordDraft[] = [
  said("Привет", { id: "m-1" }),
  said(secret, { id: "m-2" }),
  said("Дальше", { id: "m-3", room: "сад" }),
  {
    ...said("Телефон Анны: убран", { id: "m-4" }),
    type: "edited",
    target: 3,
  } as unknown as RecordDraft,
  {
    ...said("вот мой секрет", { id: "m-5" }),
    type: "file",
    file: { name: "Телефон.pdf", size: 3, type: "application/pdf", sha256: "ab".repeat(32) },
  } as unknown as RecordDraft,
  said("До завтра", { id: "m-6" }),
];

/** A log of a version without salts, and the mark of it in `data`. */
const oldDisk = (): SimulatedDisk => {
  const time = new Date(clock()).toISOString();
  const writer = new LineWriter();
  const lastOf = new Map<string, number>();
  let check = 0;
  for (const [index, draft] of [started("old"), ...drafts].entries()) {
    const room = "room" in draft ? draft.room : undefined;
    const prev = room === undefined ? {} : { prev: lastOf.get(room) ?? 0 };
    ({ check } = writer.add(JSON.stringify({ seq: index + 1, ...prev, time, ...draft }), check));
    if (room !== undefined) lastOf.set(room, index + 1);
  }
  const content = Buffer.concat(writer.take().chunks);
  opening.copy(content);
  const mark = JSON.stringify({ log: "old", seq: drafts.length + 1 }).padEnd(499);
  return new SimulatedDisk({}, [
    [simulatedFile, content],
    [`${simulatedData}/log.mark`, Buffer.from(`${mark}\n`)],
  ]);
};

const redact = (disk: SimulatedDisk, seqs: readonly SeqRange[]) =>
  redactIntoBranch(simulatedFile, {
    data: simulatedData,
    seqs,
    output,
    disk,
    start: started,
    message: "Текст удалён",
    clock,
    createId: () => "branch",
  });

const contentOf = (disk: SimulatedDisk, path: string): Buffer => disk.contentOf(path) ?? Buffer.alloc(0);

const recordsIn = async (disk: SimulatedDisk, path: string) => {
  const records: AnyRecord[] = [];
  for await (const rows of readRecords(path, { disk }))
    records.push(...rows.map(({ value }) => parseRecord(value)));
  return records;
};

describe("[LOG-21] a log that is written anew without texts", () => {
  test("has every record, none of the texts, and goes on as a branch from before the first of them", async () => {
    const disk = oldDisk();
    const before = Buffer.from(contentOf(disk, simulatedFile));
    const found = await redact(disk, [
      [3, 3],
      [6, 6],
    ]);
    expect(found).toMatchObject({ log: "branch", redacted: [3, 5, 6], before: [] });
    expect(contentOf(disk, simulatedFile).equals(before)).toBe(true);
    const after = contentOf(disk, output).toString();
    expect(after).not.toMatch(/Телефон|секрет|[+]7 901|(?:ab){8}|👍/u);
    expect(after.split("\n").slice(0, 3)).toEqual(before.toString().split("\n").slice(0, 3));
    const verified = await verifyLog(output, { disk });
    expect(verified).toMatchObject({ log: "branch", faultCount: 0, records: 11 });
    expect(isGood(verified, false)).toBe(true);
    const [whole, anew] = [await recordsIn(disk, simulatedFile), await recordsIn(disk, output)];
    expect(anew.slice(0, 7).map(({ seq, type }) => [seq, type])).toEqual(
      whole.map(({ seq, type }) => [seq, type]),
    );
    expect(anew[3]).toEqual(whole[3]);
    expect(anew[7]).toMatchObject({
      type: "server-started",
      log: "branch",
      continues: { log: "old", seq: 2 },
    });
    expect(anew.slice(8)).toMatchObject([{ target: 3 }, { target: 5 }, { target: 6 }]);
  });

  test("is served with the data of the old one, and its ids are still known by their digest", async () => {
    const disk = oldDisk();
    await redact(disk, [[3, 3]]);
    const key = await readRedactionKey(simulatedData, disk);
    await disk.rename(output, simulatedFile);
    const log = await openLog({ ...places, disk });
    expect(log.id).toBe("branch");
    expect(log.endOf({ log: "old", run: undefined })).toBe(2);
    const [redacted] = await log.readAt([9]);
    expect(redacted?.record).toMatchObject({ type: "redacted", target: 3, digest: key?.digestOf(3, secret) });
    await log.append([said("Ещё", { id: "m-7" })]);
    await log.close();
    expect((await verifyLog(simulatedFile, { disk })).faultCount).toBe(0);
  });

  test("[LOG-11] is told as what it is where it takes the place of the old one, not as newer than its data", async () => {
    const disk = oldDisk();
    await (await openLog({ ...places, disk })).close();
    await redact(disk, [[3, 3]]);
    await disk.rename(output, simulatedFile);
    const notices: string[] = [];
    const onNotice = (notice: { readonly kind: string; readonly why?: string | undefined }): void => {
      notices.push(notice.why ?? notice.kind);
    };
    await (await openLog({ ...places, disk, onNotice })).close();
    expect(notices).not.toContain("old-data");
  });

  test("takes texts of this version too, and those that are gone make no file", async () => {
    const disk = new SimulatedDisk();
    const log = await openLog({ ...places, disk });
    await log.append([said(secret, { id: "m-1" }), said("Привет", { id: "m-2" })]);
    await log.close();
    expect(await redact(disk, [[2, 2]])).toMatchObject({ log: "branch", redacted: [2] });
    expect(contentOf(disk, output).toString()).not.toContain("+7 901");
    await disk.rename(output, simulatedFile);
    // The new file is served once: then it and the data agree.
    const served = await openLog({ ...places, disk });
    await served.close();
    const again = await redact(disk, [[2, 2]]);
    expect(again).toMatchObject({ log: served.id, redacted: [], before: [2] });
    expect(disk.paths()).not.toContain(output);
    expect(describeBranch(again, { file: simulatedFile, output }, "en")).toBe(
      "Said nothing any more before: 2.",
    );
  });

  test("is not begun where somebody holds the log, it is damaged, or the new file is there", async () => {
    const disk = oldDisk();
    const damaged = Buffer.from(contentOf(disk, simulatedFile));
    damaged.write("П", damaged.indexOf("Привет") + 2);
    const hurt = new SimulatedDisk({}, [[simulatedFile, damaged]]);
    await expect(redact(hurt, [[3, 3]])).rejects.toMatchObject({ code: "log-damaged" });
    expect(hurt.paths().filter((path) => path.startsWith(output))).toEqual([]);
    await expect(redact(disk, [[1, 1]])).rejects.toMatchObject({ code: "log-no-message" });
    const log = await openLog({ ...places, disk });
    await expect(redact(disk, [[3, 3]])).rejects.toMatchObject({ code: "log-locked" });
    await log.close();
    await redact(disk, [[3, 3]]);
    await expect(redact(disk, [[3, 3]])).rejects.toMatchObject({ code: "log-exists" });
  });

  test("is whole or not there, wherever the disk fails or is full", async () => {
    const whole = oldDisk();
    const used = whole.paths().reduce((sum, path) => sum + contentOf(whole, path).length, 0);
    const outcomes = new Set<string>();
    for (let room = 0; room < 50_000 && !outcomes.has("done"); room += 211) {
      const disk = whole.afterKill({ capacity: used + room });
      const outcome = await redact(disk, [[3, 3]]).then(
        () => "done",
        (error: unknown) => (error as { code: string }).code,
      );
      outcomes.add(outcome);
      expect(contentOf(disk, simulatedFile).equals(contentOf(whole, simulatedFile))).toBe(true);
      expect(disk.paths().includes(output)).toBe(outcome === "done");
    }
    expect([...outcomes]).toEqual(["log-full", "done"]);
  });
});
