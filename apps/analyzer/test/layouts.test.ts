import { gzipSync } from "node:zlib";
import { assert, asyncProperty, constantFrom } from "fast-check";
import { expect, test } from "vitest";
import { arbitraryLog, asLines, type LogRecord } from "../testing/arbitrary-log.ts";
import { reportOn, TestFolder, withoutInput } from "../testing/folder.ts";
import { smallLog } from "../testing/small-log.ts";

type Layout = (log: readonly LogRecord[]) => string | Buffer;

/** A unit of UTF-16 as JSON may write it. */
const escaped = (unit: string): string =>
  /[\n -~]/u.test(unit) ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

const layouts: Readonly<Record<string, Layout>> = {
  "one line": (log) => JSON.stringify(log),
  indented: (log) => JSON.stringify(log, null, 2),
  "indented by tabs": (log) => JSON.stringify(log, null, "\t"),
  "a record a line": (log) => log.map((entry) => JSON.stringify(entry)).join("\n"),
  "a record a line, as Python writes it": (log) =>
    log.map((entry) => JSON.stringify(entry, null, 1).replaceAll(/\n */gu, " ")).join("\r\n"),
  "fields in another order": (log) =>
    asLines(log.map((entry) => Object.fromEntries(Object.entries(entry).toReversed()))),
  "unknown fields": (log) =>
    asLines(log.map((entry) => ({ extra: { deep: [1, "}"] }, ...entry, note: "\u0000é" }))),
  "letters escaped": (log) => asLines(log).split("").map(escaped).join(""),
  packed: (log) => gzipSync(asLines(log)),
};

test.each(Object.keys(layouts))("[INPUT] a log says the same in the layout: %s", async (name) => {
  await using folder = await TestFolder.make();
  const layout = layouts[name];
  await assert(
    asyncProperty(arbitraryLog("any"), async (log) => {
      const ours = await reportOn([await folder.write(asLines(log), "ours.json")]);
      const other = await reportOn([await folder.write(layout?.(log) ?? "", "other.json")]);
      expect(withoutInput(other)).toEqual(withoutInput(ours));
    }),
    { numRuns: 25 },
  );
});

test("[INPUT] a session ends for all its records, whichever of them need JSON.parse", async () => {
  await using folder = await TestFolder.make();
  const said = { ...smallLog[4], message: "" };
  const ended = smallLog[9];
  const log = [...smallLog.slice(0, 4), said, ended, said, smallLog[10]].map((entry) =>
    JSON.stringify(entry),
  );
  const other = log.map((line, index) => (index === 5 ? line.replace('"s1"', '"\\u00731"') : line));
  const [one, two] = [
    await reportOn([await folder.write(log.join("\n"), "one.json")]),
    await reportOn([await folder.write(other.join("\n"), "two.json")]),
  ];
  expect(withoutInput(two)).toEqual(withoutInput(one));
});

test("[INPUT] a log in several files says the same as in one, whatever the order of their names", async () => {
  await using folder = await TestFolder.make();
  await assert(
    asyncProperty(arbitraryLog(), constantFrom(0.2, 0.5, 0.9), async (log, share) => {
      const cut = Math.floor(log.length * share);
      const whole = await reportOn([await folder.write(asLines(log), "whole.json")]);
      const old = cut === 0 ? [] : [await folder.write(asLines(log.slice(0, cut)), "messages.json.1")];
      const parts = await reportOn([...old, await folder.write(asLines(log.slice(cut)))]);
      expect(withoutInput(parts)).toEqual(withoutInput(whole));
    }),
    { numRuns: 25 },
  );
});
