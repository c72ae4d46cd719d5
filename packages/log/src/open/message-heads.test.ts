import { array, assert, boolean, nat, oneof, option, property, string, stringMatching } from "fast-check";
import { expect, test } from "vitest";
import { Sequencer } from "../append/sequencer.ts";
import { said } from "../../testing/drafts.ts";
import { MessageHeads } from "./message-heads.ts";

const start = { seq: 6, time: "", lastOf: () => 2 };
const lineOf = (draft: Parameters<Sequencer["give"]>[0]): Buffer =>
  Buffer.from(JSON.stringify(new Sequencer(start, () => 1_795_255_200_000).give(draft)));
const read = (line: Buffer, heads = new MessageHeads()) =>
  heads.read(line.toString("latin1"), { start: 0, end: line.length });

const plain = stringMatching(/^[\p{L}\d #_-]{0,20}$/u);
const anything = oneof(plain, string({ unit: "binary" }));

test("[LOG-3] the head of a message is what parsing the whole message gives", () => {
  assert(
    property(anything, anything, anything, (message, id, room) => {
      const line = lineOf(said(message, { id, room, name: room }));
      const { seq, time, client_id } = JSON.parse(line.toString());
      const needsParser = JSON.stringify([id, room]).includes("\\");
      expect(read(line)).toEqual(needsParser ? undefined : { seq, time, room, client_id, id });
    }),
  );
});

test("[LOG-20] an imported message is not taken for one that was said here: it is parsed", () => {
  const line = lineOf({
    type: "message",
    room: "lobby",
    client_id: "Client_1",
    name: "Анна",
    id: "m1",
    said_at: "2025-05-06T07:00:00.000Z",
    imported: { from: "telegram", id: "1" },
    sender: "client",
    message: "давно",
  });
  expect(read(line)).toBeUndefined();
});

test("[LOG-3] the head of a message has whom it mentions, whatever stands before that", () => {
  assert(
    property(
      array(stringMatching(/^[\p{L}\d_-]{1,12}$/u), { minLength: 1, maxLength: 3 }),
      option(nat(), { nil: undefined }),
      boolean(),
      (mentions, reply_to, isAction) => {
        const head = read(
          lineOf(
            Object.assign(
              said("@Анна, вот"),
              reply_to !== undefined && { reply_to },
              isAction && { action: true as const },
              { mentions },
            ),
          ),
        );
        expect(head?.mentions).toEqual(mentions);
      },
    ),
  );
});

test("[LOG-3] a message with a field that a head does not know is parsed as a whole", () => {
  const line = lineOf(Object.assign(said("вот"), { later: 1, mentions: ["Client_2"] }));
  expect(read(line)).toBeUndefined();
});

test("[LOG-3] every message whose names need no escape has a head, whatever it says", () => {
  assert(
    property(string({ unit: "binary" }), plain, (message, room) => {
      expect(read(lineOf(said(message, { id: "01JD", room, name: "Вера" })))).toMatchObject({
        seq: 7,
        room,
        id: "01JD",
      });
    }),
  );
});

test("[LOG-3] a room is called the same in every head", () => {
  const heads = new MessageHeads();
  for (const room of ["сад", "lobby", "сад"])
    expect(read(lineOf(said("да", { room })), heads)?.room).toBe(room);
});

test("[LOG-3] no other record has the head of a message, not even one that quotes a message", () => {
  const quoted = lineOf(said("привет")).toString();
  const by = { room: "lobby", client_id: "Client_1", name: quoted, id: "01JD" };
  const topic = { ...by, type: "topic", topic: quoted, sender: "server", message: quoted } as const;
  expect(read(lineOf(topic))).toBeUndefined();
  expect(read(lineOf(said("привет")).subarray(0, 60))).toBeUndefined();
});

test("[LOG-3] the head of a message that tells its session", () => {
  const by = { type: "message", room: "lobby", client_id: "Client_1", name: "Анна" } as const;
  const line = lineOf({ ...by, session: "s1", id: "01JD", sender: "client", message: "привет" });
  expect(read(line)).toMatchObject({ client_id: "Client_1", id: "01JD" });
});
