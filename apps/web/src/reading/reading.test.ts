import type { TimelineItem, TimelineMessage } from "@beseda/client";
import { anna, boris, connectedRecord, messageRecord, shownItemOf } from "@beseda/client/testing";
import type { Person } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { uiTextsOf } from "../locale/ui-texts.ts";
import { arbitraryItems } from "../../testing/arbitrary.ts";
import { announcementsOf } from "./announcement.ts";
import { isNews, newestSeq, unreadCount } from "./news.ts";
import { initialLine, nextLine, type Seen } from "./unread-line.ts";

const at = (seq: number) => ({ seq, time: "2026-11-21T10:00:00.000Z", room: "lobby" });
const says = (person: Person, seq: number): TimelineItem =>
  shownItemOf(messageRecord(person, `текст ${seq}`, at(seq)), anna);
const comes = (person: Person, seq: number): TimelineItem =>
  shownItemOf(connectedRecord(person, at(seq)), anna);
const typing: TimelineItem = { ...(says(anna, 1) as TimelineMessage), key: "own", seq: 0 };

describe("unread", () => {
  test("[web] comings, goings and own messages never count", () => {
    expect(unreadCount([says(boris, 1), comes(boris, 2), says(anna, 3), says(boris, 4), typing], 1)).toBe(1);
  });

  test("[web] unread is what stands after the mark, however many there are", () => {
    fc.assert(
      fc.property(arbitraryItems, fc.nat(60), (items, mark) => {
        expect(unreadCount(items, mark)).toBe(items.filter((item) => isNews(item, mark)).length);
        expect(unreadCount(items, newestSeq(items))).toBe(0);
      }),
    );
  });
});

describe("unread line", () => {
  const read: Seen = { items: [says(boris, 1)], present: true, mark: 1 };
  const away: Seen = { items: [says(boris, 1)], present: false, mark: 1 };
  const withNews = [says(boris, 1), says(boris, 2)];

  test("[web] what arrives under the reader's eyes has no line", () => {
    const line = nextLine(initialLine(away), read);
    expect(nextLine(line, { items: withNews, present: true, mark: 1 }).after).toBeUndefined();
  });

  test("[web] it stands over what came while one was away, and stays on return", () => {
    let line = nextLine(initialLine(away), read);
    line = nextLine(line, away);
    line = nextLine(line, { items: withNews, present: false, mark: 1 });
    expect(line.after).toBe(1);
    line = nextLine(line, { items: withNews, present: true, mark: 1 });
    line = nextLine(line, { items: withNews, present: true, mark: 2 });
    expect(line.after).toBe(1);
  });

  test("[web] it goes where nothing came, and when one answers", () => {
    const back = nextLine(nextLine(nextLine(initialLine(away), read), away), read);
    expect(back.after).toBeUndefined();
    const opened = initialLine({ items: withNews, present: false, mark: 1 });
    expect(opened.after).toBe(1);
    const answered = nextLine(opened, { items: [...withNews, typing], present: false, mark: 1 });
    expect(answered.after).toBeUndefined();
  });

  test("[UNR-1] it goes where another device has read, and stands over what was made unread", () => {
    const news = [...withNews, says(boris, 3)];
    let line = nextLine(nextLine(initialLine(away), read), { ...away, away: true });
    line = nextLine(line, { items: news, present: false, away: true, mark: 2 });
    expect(nextLine(line, { items: news, present: true, mark: 2 }).after).toBe(2);
    line = nextLine(line, { items: news, present: false, away: true, mark: 3 });
    line = nextLine(line, { items: news, present: true, mark: 3 });
    expect(line.after).toBeUndefined();
    expect(nextLine(line, { items: news, present: true, mark: 1 }).after).toBe(1);
  });

  test("[web] the same sight twice changes nothing", () => {
    const line = nextLine(initialLine(away), read);
    expect(nextLine(line, read)).toBe(line);
  });
});

describe("announcement", () => {
  const ru = uiTextsOf("ru");

  test("[VIEW-10] each message of another is read out once, its words again where they are said again; many are counted", () => {
    const twice = [says(boris, 1), { ...says(boris, 2), text: "текст 1" } as TimelineItem];
    expect(announcementsOf([says(boris, 1)], twice, ru)).toEqual(["Борис: текст 1"]);
    expect(announcementsOf([], [says(boris, 1), comes(boris, 2), says(anna, 3)], ru)).toEqual([
      "Борис: текст 1",
    ]);
    const many = Array.from({ length: 22 }, (_, index) => says(boris, index + 1));
    expect(announcementsOf([], many, ru)).toEqual(["22 новых сообщения"]);
    expect(announcementsOf(many.slice(0, 1), many, ru)).toEqual(["21 новое сообщение"]);
    expect(announcementsOf(many, many, ru)).toEqual([]);
  });

  test("[VIEW-10] what somebody does is read out as what they do, not as what they say", () => {
    const does = { ...says(boris, 1), action: true, text: "машет" } as TimelineItem;
    expect(announcementsOf([], [does], ru)).toEqual(["Борис машет"]);
  });

  test("[VIEW-10] that an own message was not sent is read out, once, with the reason", () => {
    const failed: TimelineItem = {
      ...typing,
      delivery: { state: "failed", reason: "Нельзя." },
    };
    expect(announcementsOf([typing], [failed], ru)).toEqual(["Не отправлено: текст 1. Нельзя."]);
    expect(announcementsOf([failed], [says(boris, 2), failed], ru)).toEqual(["Борис: текст 2"]);
  });
});
