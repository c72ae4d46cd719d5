import type { DeliveryState, RoomTimeline, TimelineItem, TimelineMessage } from "@beseda/client";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createClock } from "../format/clock.ts";
import type { Entry } from "./entry.ts";
import { Transcript } from "./transcript.ts";

const transcriptOf = (): Transcript => new Transcript({ locale: "ru", clock: createClock("ru", "UTC") });

const message = (key: string, more: Partial<TimelineMessage> = {}): TimelineMessage => ({
  kind: "message",
  key,
  seq: 0,
  time: "2026-11-21T10:00:00.000Z",
  client_id: "Client_1",
  name: "Анна",
  text: `текст ${key}`,
  own: false,
  action: false,
  ...more,
});

const timelineOf = (...items: readonly TimelineItem[]): RoomTimeline => ({
  items,
  hasOlder: false,
  loadingOlder: false,
  arriving: false,
});

const said = (entries: readonly Entry[]): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === "message" ? [entry.message.text] : []));

const everything = Number.MAX_SAFE_INTEGER;
const nobody = new Set<string>();
const read = (transcript: Transcript, timeline: RoomTimeline, last = everything): readonly Entry[] =>
  transcript.read({ room: "lobby", timeline, last, me: "Client_1", blocked: nobody });

const changed = (seq: number, target: number): TimelineItem => ({
  kind: "notice",
  key: `#${seq}`,
  seq,
  time: "2026-11-21T10:00:00.000Z",
  record: {
    type: "edited",
    seq,
    prev: seq - 1,
    time: "2026-11-21T10:00:00.000Z",
    room: "lobby",
    client_id: "Client_1",
    name: "Анна",
    id: `e${seq}`,
    target,
    sender: "client",
    message: "иначе",
  },
});

describe("the transcript", () => {
  test("[MSG-6] a change is told when it comes, and not where the message is written as it was changed", () => {
    const early = message("#1", { seq: 1, text: "иначе", edited: 2 });
    const transcript = transcriptOf();
    const first = read(transcript, timelineOf(early, changed(2, 1)));
    expect(first.map(({ kind }) => kind)).toEqual(["day", "message"]);
    const later = read(transcript, timelineOf(early, changed(2, 1), changed(3, 1)));
    expect(later.map(({ kind }) => kind)).toEqual(["notice"]);
  });

  test("[DEL-4] has every message once, in order, whatever pieces the timeline grows by", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 30 }), (steps) => {
        const transcript = transcriptOf();
        const items: TimelineItem[] = [];
        const written: string[] = [];
        for (const step of steps) {
          for (let count = 0; count < step; count += 1) {
            items.push(message(`m${items.length}`, { seq: items.length + 1 }));
          }
          written.push(...said(read(transcript, timelineOf(...items))));
        }
        expect(written).toEqual(items.map((item) => (item.kind === "message" ? item.text : "")));
      }),
    );
  });

  test("an own message is written when it is acknowledged, and only then", () => {
    const transcript = transcriptOf();
    const states: readonly DeliveryState[] = [{ state: "queued" }, { state: "sent" }];
    for (const delivery of states) {
      expect(read(transcript, timelineOf(message("a", { own: true, delivery })))).toEqual([]);
    }
    const done = message("a", { own: true, seq: 7, delivery: { state: "acknowledged", seq: 7 } });
    expect(said(read(transcript, timelineOf(done)))).toEqual(["текст a"]);
    expect(read(transcript, timelineOf(done))).toEqual([]);
  });

  test("[DEL-2] an own message waits for what the server has put before it", () => {
    const transcript = transcriptOf();
    const own = message("a", { own: true, seq: 3, delivery: { state: "acknowledged", seq: 3 } });
    const other = message("b", { seq: 2, client_id: "Client_2" });
    expect(said(read(transcript, timelineOf(own), 1))).toEqual([]);
    expect(said(read(transcript, timelineOf(other, own), 2))).toEqual(["текст b"]);
    expect(said(read(transcript, timelineOf(other, own), 3))).toEqual(["текст a"]);
  });

  test("a failure is written each time, and the message when it went through at last", () => {
    const transcript = transcriptOf();
    const inState = (delivery: DeliveryState, seq = 0): RoomTimeline =>
      timelineOf(message("a", { own: true, seq, delivery }));
    expect(read(transcript, inState({ state: "failed", reason: "нет места" })).at(-1)).toMatchObject({
      message: { delivery: { state: "failed" } },
    });
    expect(read(transcript, inState({ state: "failed", reason: "нет места" }))).toEqual([]);
    expect(read(transcript, inState({ state: "queued" }))).toEqual([]);
    expect(read(transcript, inState({ state: "failed", reason: "нет места" }))).toHaveLength(1);
    expect(read(transcript, inState({ state: "queued" }))).toEqual([]);
    expect(said(read(transcript, inState({ state: "acknowledged", seq: 5 }, 5)))).toEqual(["текст a"]);
  });

  test("only what was typed here is news to be acknowledged", () => {
    const transcript = transcriptOf();
    transcript.typed("a");
    const delivery: DeliveryState = { state: "acknowledged", seq: 1 };
    const entries = read(
      transcript,
      timelineOf(message("old", { own: true, delivery }), message("a", { own: true, delivery })),
    );
    expect(entries.flatMap((entry) => (entry.kind === "message" ? [entry.wasTyped] : []))).toEqual([
      false,
      true,
    ]);
  });

  test("a new day is said before its first message, once", () => {
    const days = ["2026-11-20T23:59:59.000Z", "2026-11-21T00:00:01.000Z", "2026-11-21T12:00:00.000Z"];
    const timeline = timelineOf(...days.map((time, index) => message(`m${index}`, { time })));
    const kinds = read(transcriptOf(), timeline).map(({ kind }) => kind);
    expect(kinds).toEqual(["day", "message", "day", "message", "message"]);
  });

  test("others are told of, one's own coming and going is not", () => {
    const connected = (client_id: string, name: string): TimelineItem => ({
      kind: "notice",
      key: client_id,
      seq: 1,
      time: "2026-11-21T10:00:00.000Z",
      record: {
        type: "connected",
        seq: 1,
        prev: 0,
        time: "2026-11-21T10:00:00.000Z",
        room: "lobby",
        client_id,
        name,
        session: "s1",
        via: "trpc",
        sender: "server",
        message: "Добро пожаловать в чат!",
      },
    });
    const renamed: TimelineItem = {
      kind: "notice",
      key: "renamed",
      seq: 2,
      time: "2026-11-21T10:00:00.000Z",
      record: {
        type: "renamed",
        seq: 2,
        prev: 1,
        time: "2026-11-21T10:00:00.000Z",
        room: "lobby",
        client_id: "Client_1",
        name: "Вера",
        old_name: "Анна",
        sender: "server",
        message: "Анна теперь Вера",
      },
    };
    const entries = read(
      transcriptOf(),
      timelineOf(connected("Client_1", "Анна"), connected("Client_2", "Борис"), renamed),
    );
    const notices = entries.filter(({ kind }) => kind === "notice");
    expect(notices).toMatchObject([
      { text: "Борис теперь в чате", way: "in" },
      { text: "Анна теперь Вера", way: "other" },
    ]);
  });

  test("[TXT-2] what a terminal would take for orders is not in it", () => {
    const evil = message("a", { name: "\u001B]0;x\u0007Борис", text: "раз\u001B[2Jдва\u009B31m" });
    expect(read(transcriptOf(), timelineOf(evil)).at(-1)).toMatchObject({
      message: { name: "]0;xБорис", text: "раз[2Jдва31m" },
    });
  });

  test("[DEL-4] what is put before what was read is written once, too", () => {
    const transcript = transcriptOf();
    const [first, second, third] = ["a", "b", "c"].map((key, index) => message(key, { seq: index + 1 }));
    if (!first || !second || !third) throw new Error("three messages");
    expect(said(read(transcript, timelineOf(second)))).toEqual(["текст b"]);
    expect(said(read(transcript, timelineOf(first, second)))).toEqual(["текст a"]);
    expect(said(read(transcript, timelineOf(first, second, third)))).toEqual(["текст c"]);
  });

  test("counts what others said since the last thing that was written", () => {
    const transcript = transcriptOf();
    const items = ["a", "b", "c"].map((key, index) => message(key, { seq: index + 1 }));
    expect(transcript.unread(timelineOf(...items), nobody)).toBe(3);
    read(transcript, timelineOf(...items.slice(0, 2)));
    expect(transcript.unread(timelineOf(...items, message("d", { own: true })), nobody)).toBe(1);
  });

  test("[DIR-4] nothing is written of what the blocked say, nor counted, and the rest is", () => {
    const transcript = transcriptOf();
    const blocked = new Set(["Client_2"]);
    const common = {
      prev: 0,
      room: "lobby",
      client_id: "Client_2",
      name: "Борис",
      sender: "server",
    } as const;
    const time = "2026-11-21T10:00:00.000Z";
    const farewell = { ...common, seq: 2, time, type: "disconnected", session: "s2", code: 1000 } as const;
    const items: readonly TimelineItem[] = [
      message("a", { seq: 1, client_id: "Client_2" }),
      {
        kind: "notice",
        key: "b",
        seq: 2,
        time,
        record: { ...farewell, status: "normal", duration_ms: 1, message: "гадость" },
      },
      message("c", { seq: 3, client_id: "Client_3" }),
    ];
    expect(transcript.unread(timelineOf(...items), blocked)).toBe(1);
    const reading = { room: "lobby", last: everything, me: "Client_1", blocked };
    const entries = transcript.read({ ...reading, timeline: timelineOf(...items) });
    expect(entries.map(({ kind }) => kind)).toEqual(["day", "message"]);
    expect(said(entries)).toEqual(["текст c"]);
  });

  test("[LOG-8] after a new log has begun, its records are written, whatever their keys", () => {
    const transcript = transcriptOf();
    read(transcript, timelineOf(message("#1")));
    transcript.startAfresh();
    expect(said(read(transcript, timelineOf(message("#1", { text: "новое" }))))).toEqual(["новое"]);
  });
});
