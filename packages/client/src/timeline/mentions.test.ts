import { expect, test } from "vitest";
import { anna, boris, messageRecord } from "../../testing/people.ts";
import { annotated, annotatedBy, noAnnotations } from "./annotations.ts";
import { itemOf } from "./timeline.ts";
import type { TimelineMessage } from "../chat-client.ts";

const at = { seq: 7, time: "2026-11-21T10:00:00.000Z", room: "lobby" };
const called = { ...messageRecord(boris, "@Анна, чай?", at), mentions: [anna.client_id] };
const edit = (mentions: string[]) =>
  ({
    ...called,
    type: "edited",
    seq: 8,
    prev: 7,
    id: "e1",
    target: 7,
    message: "иначе",
    mentions,
  }) as const;
const after = (item: TimelineMessage, mentions: string[]) =>
  annotated(item, annotatedBy(noAnnotations, [edit(mentions)], anna.client_id), anna.client_id);

test("[MSG-5] a message says whether it mentions the person, and an edit calls anew", () => {
  const item = itemOf(called, anna) as TimelineMessage;
  expect(item.mentionsMe).toBe(true);
  expect(itemOf(called, boris)).not.toHaveProperty("mentionsMe");
  expect(itemOf({ ...called, mentions: [boris.client_id] }, anna)).not.toHaveProperty("mentionsMe");
  expect(after(item, [])).not.toHaveProperty("mentionsMe");
  expect(after(item, [anna.client_id]).mentionsMe).toBe(true);
});
