import { describeProjection } from "@beseda/log/testing";
import { expect, test } from "vitest";
import { recordInLog, type ChatRecord } from "@beseda/protocol";
import { sampleRecords } from "@beseda/protocol/testing";
import { ChatProjection } from "./projection.ts";

describeProjection({ make: () => new ChatProjection(), look: ({ state }) => state });

const time = "2026-11-21T10:00:00.000Z";
const by = { room: "lobby", client_id: "Client_1", name: "Анна", prev: 0 } as const;
const slow = {
  ...by,
  seq: 0,
  time,
  type: "moderated",
  action: "slow",
  seconds: 5,
  by: "Client_2",
  by_name: "Борис",
  sender: "server",
  message: "",
} as const satisfies ChatRecord;
const before: readonly ChatRecord[] = [
  { ...by, seq: 1, time, type: "connected", session: "s1", via: "trpc", sender: "server", message: "" },
];
const message: ChatRecord = {
  ...by,
  seq: 2,
  time: "2026-11-21T10:00:01.000Z",
  type: "message",
  id: "01JD",
  session: "s1",
  sender: "client",
  message: "Привет",
};

test("[LOG-9] the head of a message leaves the state that the whole message leaves", () => {
  const [whole, head] = [new ChatProjection(), new ChatProjection()];
  for (const record of [...before, slow]) for (const projection of [whole, head]) projection.apply(record);
  whole.apply(message);
  head.applyMessage(message);
  expect(head.state).toEqual(whole.state);
  expect(head.state.lastTime).toBe(message.time);
  expect([...(head.state.rooms.get("lobby")?.spoke ?? [])]).toEqual([["Client_1", message.time]]);
});

test.each(Object.values(sampleRecords))(
  "[LOG-12] a record of type $type that is not understood changes nothing but the time",
  (draft) => {
    const projection = new ChatProjection();
    for (const record of before) projection.apply(record);
    const { message: _, ...rest } = { ...draft, seq: 2, prev: 1, time: message.time };
    projection.apply(recordInLog(rest));
    const undisturbed = new ChatProjection();
    for (const record of before) undisturbed.apply(record);
    expect(projection.state).toEqual({ ...undisturbed.state, lastTime: message.time });
  },
);
