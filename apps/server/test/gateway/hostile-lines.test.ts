import { isPost, jsonLineSchema, nameOnLine, shownTimeOf, type AnyRecord } from "@beseda/protocol";
import { forbiddenIn, hostileRecords, hostileTexts } from "@beseda/protocol/testing";
import { expect, test } from "vitest";
import { clockTime } from "../../src/gateway/lines/clock-time.ts";
import { JsonRecords } from "../../src/gateway/lines/json-format.ts";
import { RecordLines } from "../../src/gateway/lines/record-lines.ts";

const label = `#${hostileTexts.at(-1)}`;

/** Returns the beginning of a record's first line: only its author can cause such a line. */
const headOf = (record: AnyRecord): string => {
  const at = `[${clockTime(shownTimeOf(record))}] `;
  if (!isPost(record)) return `${at}*** `;
  return "action" in record && record.action
    ? `${at}* ${nameOnLine(record.name)} `
    : `${at}${nameOnLine(record.name)}: `;
};

test.each(["ru", "en"] as const)(
  "[TXT-7] no text in any field of any record makes a line of somebody else, in %s",
  (locale) => {
    const lines = new RecordLines();
    let shown = 0;
    const faults: string[] = [];
    const fault = (line: string, isGood: boolean): unknown => isGood || faults.push(JSON.stringify(line));
    for (const record of hostileRecords()) {
      const elsewhere = lines.of(record, { locale, label, isNumbered: false, isHit: false });
      const here = lines.of(record, { locale, label: "", isNumbered: false, isHit: false });
      shown += here.length;
      for (const line of [...elsewhere, ...here]) fault(line, forbiddenIn(line) === undefined);
      for (const line of [...elsewhere.slice(1), ...here.slice(1)]) fault(line, line.startsWith("  | "));
      for (const line of elsewhere.slice(0, 1)) fault(line, line.startsWith("#"));
      for (const line of here.slice(0, 1)) fault(line, line.startsWith(headOf(record)));
    }
    expect(shown).toBeGreaterThan(1000);
    expect(faults).toEqual([]);
  },
);

test("[TXT-7] [PRG-9] whatever is in a record, its object is one clean line, and so is each line of what it says", () => {
  const objects = new JsonRecords({ name: "beseda", version: "1.0.0" });
  const seen = { locale: "ru", isHistory: false, isHit: false, isOwn: false } as const;
  const faults: string[] = [];
  let shown = 0;
  for (const record of hostileRecords()) {
    for (const line of objects.of(record, seen, { name: "user", text: "text" })) {
      shown += 1;
      const { name, message } = jsonLineSchema.parse(JSON.parse(line));
      const isClean = [line, name, ...message.split("\n")].every((text) => forbiddenIn(text) === undefined);
      if (!isClean || name !== (isPost(record) ? nameOnLine(record.name) : "server")) faults.push(line);
    }
  }
  expect(shown).toBeGreaterThan(500);
  expect(faults).toEqual([]);
});
