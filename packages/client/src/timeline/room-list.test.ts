import { isKnown, type ChatRecord, type RoomSummary } from "@beseda/protocol";
import { expect, test } from "vitest";
import { messageOf } from "../testing/records.ts";
import { summaryAfter, withoutRoom, withRoom } from "./room-list.ts";

const lobby: RoomSummary = { room: "lobby", topic: "", members: 2, last: 10 };

const noticeOf = (type: "connected" | "disconnected" | "joined" | "left", seq: number): ChatRecord => {
  const common = {
    seq,
    prev: seq - 1,
    time: "2026-11-21T10:00:00.000Z",
    room: "lobby",
    client_id: "Client_3",
    name: "Вера",
    sender: "server",
    message: "",
  } as const;
  if (type === "connected") return { ...common, type, session: "s3", via: "trpc" };
  if (type === "joined" || type === "left") return { ...common, type };
  return { ...common, type, session: "s3", code: 1000, status: "normal", duration_ms: 1 };
};

test("[SES-1] the lobby comes first, the other rooms by name, each once", () => {
  const named = (room: string): RoomSummary => ({ ...lobby, room });
  const rooms = ["сад", "lobby", "кухня", "сад"].map(named);
  expect(rooms.reduce(withRoom, [] as readonly RoomSummary[]).map(({ room }) => room)).toEqual([
    "lobby",
    "кухня",
    "сад",
  ]);
  expect(withoutRoom(rooms, "сад").map(({ room }) => room)).toEqual(["lobby", "кухня"]);
});

test.each([
  ["connected", 3],
  ["joined", 3],
  ["disconnected", 1],
  ["left", 1],
] as const)("[SES-1] after %s a room has %i members", (type, members) => {
  expect(summaryAfter(lobby, noticeOf(type, 11))).toEqual({ ...lobby, members, last: 11 });
});

test.each(["connected", "disconnected"] as const)(
  "[SES-8] %s beside another session of the same person leaves the number of members as it is",
  (type) => {
    const quiet = { ...noticeOf(type, 11), quiet: true } as ChatRecord;
    expect(summaryAfter(lobby, quiet)).toEqual({ ...lobby, last: 11 });
  },
);

test("[SES-1] a record that the summary already counted is not counted again", () => {
  expect(summaryAfter(lobby, noticeOf("connected", 10))).toBe(lobby);
});

test("[W5] a room that is given another title, or archived, is so in the list", () => {
  const { session: _, via: __, ...common } = { ...noticeOf("connected", 11), session: "", via: "" };
  const titled = summaryAfter(lobby, { ...common, type: "room-changed", title: "Зал" } as ChatRecord);
  expect(titled).toEqual({ ...lobby, title: "Зал", last: 11 });
  const archived = { ...common, seq: 12, type: "room-changed", archived: true } as ChatRecord;
  expect(summaryAfter(titled, archived)).toEqual({ ...lobby, title: "Зал", archived: true, last: 12 });
});

test("a message moves the room's newest place, a topic sets the topic", () => {
  const { record } = messageOf({ seq: 11, prev: 10 });
  if (!isKnown(record)) throw new Error("a message is a record");
  const after = summaryAfter(lobby, record);
  expect(after).toEqual({ ...lobby, last: 11 });
  const { session: _, via: __, ...common } = { ...noticeOf("connected", 12), session: "", via: "" };
  const topic = { ...common, type: "topic", topic: "Чай" } as ChatRecord;
  expect(summaryAfter(after, topic).topic).toBe("Чай");
});
