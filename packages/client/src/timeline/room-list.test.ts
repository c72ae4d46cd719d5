import { isKnown, type ChatRecord, type RoomSummary } from "@beseda/protocol";
import { expect, test } from "vitest";
import { messageOf } from "../../testing/records.ts";
import { presenceAfter, summaryAfter, withoutRoom, withRoom } from "./room-list.ts";

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

test("[SES-8] in a room of two the other one is there or not, as the lobby tells of whoever comes and goes", () => {
  const direct: RoomSummary = { ...lobby, room: "@Client_1+Client_3", members: 2 };
  const other: RoomSummary = { ...direct, room: "@Client_1+Client_30" };
  const rooms = [lobby, direct, other];
  const gone = presenceAfter(rooms, noticeOf("disconnected", 11), "Client_1");
  expect(gone).toEqual([lobby, { ...direct, members: 1 }, other]);
  expect(presenceAfter(gone, noticeOf("disconnected", 12), "Client_1")).toBe(gone);
  expect(presenceAfter(gone, noticeOf("connected", 13), "Client_1")).toEqual(rooms);
  const quiet = { ...noticeOf("disconnected", 11), quiet: true } as ChatRecord;
  expect(presenceAfter(rooms, quiet, "Client_1")).toBe(rooms);
  expect(presenceAfter(rooms, noticeOf("disconnected", 11), "Client_3")).toBe(rooms);
  const left = [{ ...direct, members: 1, other_left: true as const }];
  expect(presenceAfter(left, noticeOf("connected", 11), "Client_1")).toBe(left);
});

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
