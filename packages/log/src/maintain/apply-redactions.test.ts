import { describe, expect, test } from "vitest";
import { randomChoose, seededRandom } from "../../testing/choices.ts";
import { openSimulated, simulatedData, simulatedFile } from "../../testing/crash.ts";
import { said, started } from "../../testing/drafts.ts";
import { at, SimulatedDisk } from "../../testing/simulated-disk.ts";
import { applyRedactions } from "./apply-redactions.ts";
import { describeApplied } from "./describe.ts";
import { redactLog } from "./redact-log.ts";
import { verifyLog } from "./verify-log.ts";

const clock = () => 1_795_255_200_000;
const secrets = ["Телефон Анны: +7 901 234-56-78", "👍🏽 секрет", 'кавычка " и \\ и \n'];
const secretSeqs = [2, 3, 4];
const copyFile = "/copy.json";

const contentOf = (disk: SimulatedDisk, path = simulatedFile): Buffer =>
  Buffer.from(disk.contentOf(path) ?? Buffer.alloc(0));

/** A log before and after its secrets were redacted, and after it went on. */
const histories = async (): Promise<{ before: Buffer; after: Buffer; later: Buffer }> => {
  const disk = new SimulatedDisk();
  const log = await openSimulated(disk);
  for (const text of [...secrets, "До завтра"]) await log.append([said(text)]);
  await log.close();
  const before = contentOf(disk);
  const seqs = [[2, 4]] as const;
  await redactLog(simulatedFile, {
    data: simulatedData,
    seqs,
    disk,
    start: started,
    message: "Удалено",
    clock,
  });
  const after = contentOf(disk);
  const again = await openSimulated(disk);
  await again.append([said("Дальше")]);
  await again.close();
  return { before, after, later: contentOf(disk) };
};

/** What an incremental backup has that only takes what is new: the old beginning, and the new end. */
const grown = (before: Buffer, after: Buffer): Buffer => {
  const whole = Buffer.from(after);
  before.copy(whole, 0, 0, before.lastIndexOf("}") + 1);
  return whole;
};

const diskWith = (copy: Buffer, original?: Buffer): SimulatedDisk =>
  new SimulatedDisk({}, [[copyFile, copy], ...(original ? [[simulatedFile, original] as const] : [])]);

describe("[LOG-19] the redactions of a log, applied to a copy that has their records", () => {
  test("make it the same, byte for byte", async () => {
    const { before, after, later } = await histories();
    for (const original of [after, later]) {
      const copy = grown(before, original);
      expect(copy.includes("Телефон Анны")).toBe(true);
      const disk = diskWith(copy, original);
      const applied = await applyRedactions(copyFile, { disk, original: simulatedFile });
      expect(applied).toMatchObject({ redacted: secretSeqs, before: [], lacking: [], upTo: 0 });
      expect(contentOf(disk, copyFile).equals(original)).toBe(true);
      expect(disk.paths().toSorted()).toEqual([copyFile, simulatedFile]);
      expect(await applyRedactions(copyFile, { disk })).toMatchObject({ redacted: [], before: secretSeqs });
      expect(contentOf(disk, copyFile).equals(original)).toBe(true);
    }
  });

  test("leave the end of a copy as it is, however its last record was cut", async () => {
    const { before, later } = await histories();
    const copy = grown(before, later);
    const start = copy.indexOf("Дальше");
    for (let size = start; size <= copy.length; size += 7) {
      const cut = copy.subarray(0, size);
      const disk = diskWith(cut);
      await applyRedactions(copyFile, { disk });
      expect(contentOf(disk, copyFile).equals(later.subarray(0, size))).toBe(true);
    }
  });

  test("tell what a copy from before lacks, and change nothing of it", async () => {
    const { before, later } = await histories();
    const disk = diskWith(before, later);
    const applied = await applyRedactions(copyFile, { disk, original: simulatedFile });
    expect(applied).toMatchObject({ redacted: [], last: 5, lacking: secretSeqs });
    expect(contentOf(disk, copyFile).equals(before)).toBe(true);
    const told = describeApplied(applied, { copy: copyFile, original: simulatedFile }, "ru");
    expect(told).toContain("кончается записью 5, и в ней ещё есть тексты");
    expect(told).toContain(`до записи ${applied.upTo}`);
    const copied = diskWith(grown(before, later), later);
    expect(await applyRedactions(copyFile, { disk: copied, original: simulatedFile })).toMatchObject({
      lacking: [],
      last: applied.upTo + 2,
    });
  });

  test("a crash at any step, and within every write, is finished by the next opening", async () => {
    const { before, later } = await histories();
    const copy = grown(before, later);
    const probe = diskWith(copy);
    await applyRedactions(copyFile, { disk: probe });
    const choose = randomChoose(seededRandom(7));
    for (let call = 1; call <= probe.calls; call += 1) {
      for (const bytes of [0, 40]) {
        const disk = diskWith(copy).afterKill({ fault: at(call, { kind: "stop", bytes }) });
        await Promise.race([applyRedactions(copyFile, { disk }), disk.stopped]);
        for (const left of [disk.afterKill(), disk.afterPowerCut(choose)]) {
          expect(await verifyLog(copyFile, { disk: left })).toMatchObject({ faultCount: 0, isClosed: true });
          await applyRedactions(copyFile, { disk: left });
          expect(contentOf(left, copyFile).equals(later)).toBe(true);
          expect(left.paths().filter((path) => path.includes(".redaction"))).toEqual([]);
        }
      }
    }
    expect(probe.calls).toBeGreaterThan(15);
  });

  test("are refused for a log that is none, is damaged, or is of another, and nothing is changed", async () => {
    const { before, later } = await histories();
    const { later: other } = await histories();
    const damaged = grown(before, later);
    damaged.write("J", damaged.indexOf("До завтра"));
    for (const [copy, code] of [
      [other, "log-no-copy"],
      [damaged, "log-damaged"],
      [Buffer.from('[\n{"time":"1"}\n]\n'), "log-foreign"],
    ] as const) {
      const disk = diskWith(copy, later);
      const applying = applyRedactions(copyFile, { disk, original: simulatedFile });
      await expect(applying).rejects.toMatchObject({ code });
      expect(contentOf(disk, copyFile).equals(copy)).toBe(true);
    }
    // A log of which the copy is a later state.
    const disk = diskWith(later, before);
    const applying = applyRedactions(copyFile, { disk, original: simulatedFile });
    await expect(applying).rejects.toMatchObject({ code: "log-no-copy" });
  });
});
