import type { TimelineItem } from "@beseda/client";
import { isOf, nameOnLine, type AnyRecord } from "@beseda/protocol";
import { forbiddenIn, hostileRecords, hostileTexts } from "@beseda/protocol/testing";
import { describe, expect, test } from "vitest";
import { Transcript } from "../src/conversation/transcript.ts";
import { createClock } from "../src/format/clock.ts";
import { cliTextsOf } from "../src/locale/texts.ts";
import { plainLines } from "../src/plain/format-entry.ts";

const clock = createClock("ru", "UTC");
const style = { clock, texts: cliTextsOf("ru"), echoesOwn: true };

const itemOf = (record: AnyRecord): TimelineItem => {
  const { seq, time } = record;
  const key = `#${seq}`;
  if (!isOf(record, "message")) return { kind: "notice", key, seq, time, record };
  const { client_id, name, message, action } = record;
  return {
    kind: "message",
    key,
    seq,
    time,
    client_id,
    name,
    text: message,
    own: false,
    action: action ?? false,
  };
};

const message = {
  kind: "message",
  key: "m-1",
  seq: 0,
  time: "2026-11-21T10:00:00.000Z",
  client_id: "Client_1",
  name: "Анна",
  text: "",
  own: false,
  action: false,
} as const;

/** Returns the lines that one item of a room is written as, without the line of the day. */
const linesOf = (item: TimelineItem): readonly string[] =>
  new Transcript({ locale: "ru", clock })
    .read({
      room: "lobby",
      timeline: { items: [item], hasOlder: false, loadingOlder: false, arriving: false },
      last: Number.MAX_SAFE_INTEGER,
      me: "Client_900000",
      blocked: new Set(),
    })
    .filter(({ kind }) => kind !== "day")
    .flatMap((entry) => plainLines(entry, style));

/** Returns the beginning of a record's line: only its author has such a line. */
const headOf = (record: AnyRecord): string => {
  if (!isOf(record, "message")) return "[10:00:00] *** ";
  const name = nameOnLine(record.name);
  return record.action ? `[10:00:00] * ${name} ` : `[10:00:00] ${name}: `;
};

describe("plain lines", () => {
  test("[TXT-7] no text in any field of any record makes a line of somebody else", () => {
    const faults: string[] = [];
    let shown = 0;
    for (const record of hostileRecords()) {
      const lines = linesOf(itemOf(record));
      shown += lines.length;
      const isGood = (line: string): boolean =>
        forbiddenIn(line) === undefined && line.startsWith(headOf(record));
      faults.push(...lines.filter((line) => !isGood(line)), ...lines.slice(1));
    }
    expect(shown).toBeGreaterThan(1000);
    expect(faults).toEqual([]);
  });

  test("[TXT-7] what was not sent, what the program says, and what a room is called are lines of their own kind", () => {
    for (const text of hostileTexts) {
      const [line = "", ...more] = linesOf({
        ...message,
        text,
        own: true,
        delivery: { state: "failed", reason: text },
      });
      expect(more).toEqual([]);
      expect(forbiddenIn(line)).toBeUndefined();
      expect(line).toMatch(/^\[10:00:00\] ! Анна: /u);
      const transcript = new Transcript({ locale: "ru", clock });
      const lines = [
        ...plainLines(transcript.note({ tone: "info", lines: [text, text] }), style),
        ...plainLines(transcript.room(text), style),
      ];
      expect(lines).toHaveLength(3);
      for (const line of lines) {
        expect(forbiddenIn(line)).toBeUndefined();
        expect(line).toMatch(/^--(?:-)? /u);
      }
    }
  });
});
