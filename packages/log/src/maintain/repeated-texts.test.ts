import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { said, started } from "../../testing/drafts.ts";
import { openLog } from "../open/open-log.ts";
import { describeRepeated } from "./describe.ts";
import { redactLog } from "./redact-log.ts";
import { findRepeated } from "./repeated-texts.ts";

const secret = 'Телефон: "+7 901"\n👍';

const lived = async (texts: readonly string[]) => {
  const folder = mkdtempSync(join(tmpdir(), "beseda-repeated-"));
  const [log, data] = [join(folder, "messages.json"), join(folder, "data")];
  const opened = await openLog({ file: log, data, start: started });
  for (const [index, text] of texts.entries()) await opened.append([said(text, { id: `m-${index}` })]);
  await opened.close();
  const put = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return { folder, log, data, put };
};

const redact = (log: string, data: string, seq: number) =>
  redactLog(log, { data, seqs: [[seq, seq]], start: started, message: "Текст удалён" });

describe("[LOG-18] where else a text is", () => {
  test("is told of every file beside the log and in its data, however that writes it", async () => {
    const { log, data, put } = await lived(["Привет", secret, "До завтра"]);
    const copy = put("messages.json.torn-1", JSON.stringify({ message: secret }));
    const far = put("export.csv", Buffer.concat([Buffer.alloc(1024 * 1024 - 9, "x"), Buffer.from(secret)]));
    const ascii = put(
      "other.json",
      String.raw`["\u0422\u0435\u043b\u0435\u0444\u043e\u043d: \"+7 901\"\n\ud83d\udc4d"]`,
    );
    put("messages.bak", "Телефон: 112");
    put("photo.png", secret);
    mkdirSync(join(data, "more"));
    writeFileSync(join(data, "left.bin"), secret);
    const { texts } = await redact(log, data, 3);
    expect(texts).toEqual([secret]);
    const found = await findRepeated(log, { data, texts });
    expect(found.files).toEqual([join(data, "left.bin"), far, copy, ascii].toSorted());
    expect(found).toMatchObject({ seqs: [], isPartial: false });
    const told = describeRepeated(found, "ru");
    expect(told.split("\n")).toHaveLength(4);
    expect(told).not.toContain("901");
  });

  test("is told of other records, by their numbers", async () => {
    const { log, data } = await lived([secret, `> ${secret}\nнет`, "До завтра", secret]);
    const { texts } = await redact(log, data, 2);
    const found = await findRepeated(log, { data, texts });
    expect(found.seqs).toEqual([3, 5]);
    expect(describeRepeated(found, "en")).toContain("Other records of the log say it too: 3, 5.");
  });

  test("is told as nowhere, and of short texts it is said that they were not looked for", async () => {
    const { log, data } = await lived([secret, "да", "да"]);
    const long = await findRepeated(log, { data, texts: (await redact(log, data, 2)).texts });
    expect(long).toMatchObject({ files: [], seqs: [], isPartial: false });
    expect(describeRepeated(long, "en")).toContain("It was found nowhere else");
    const short = await findRepeated(log, { data, texts: (await redact(log, data, 3)).texts });
    expect(short).toEqual({ files: [], seqs: [], looked: 0, isPartial: true });
    expect(describeRepeated(short, "en")).toContain("fewer than 8 letters");
    const none = await findRepeated(log, { data, texts: (await redact(log, data, 3)).texts });
    expect(describeRepeated(none, "en")).toBe("");
  });
});
