import { parseRecord } from "@beseda/protocol";
import { describeProjection, sampled } from "@beseda/log/testing";
import { expect, test } from "vitest";
import { MembershipHistory } from "./membership-history.ts";

describeProjection({
  make: () => new MembershipHistory(),
  look: (history) => sampled.clients.map((client) => history.changesOf(client, 0)),
});

interface Change {
  readonly type: "joined" | "left";
  readonly room: string;
  readonly client_id: string;
}

const changed = (seq: number, change: Change) =>
  parseRecord({
    seq,
    prev: 0,
    time: "2026-11-21T10:00:00.000Z",
    ...change,
    name: "Анна",
    sender: "server",
    message: "",
  });

const lived = (changes: number): MembershipHistory => {
  const history = new MembershipHistory();
  for (let seq = 1; seq <= changes; seq += 1)
    history.apply(
      changed(seq, {
        type: seq % 2 === 1 ? "joined" : "left",
        room: `сад-${seq % 3}`,
        client_id: `Client_${seq % 5}`,
      }),
    );
  return history;
};

test("[DEL-12] the changes of one client behind a place, oldest first", () => {
  const history = new MembershipHistory();
  history.apply(changed(3, { type: "joined", room: "сад", client_id: "Client_1" }));
  history.apply(changed(4, { type: "joined", room: "сад", client_id: "Client_2" }));
  history.apply(changed(6, { type: "left", room: "сад", client_id: "Client_1" }));
  history.apply(changed(9, { type: "joined", room: "чай", client_id: "Client_1" }));
  expect(history.changesOf("Client_1", 3)).toEqual([
    { seq: 6, room: "сад", isMember: false },
    { seq: 9, room: "чай", isMember: true },
  ]);
  expect(history.changesOf("Client_2", 0)).toEqual([{ seq: 4, room: "сад", isMember: true }]);
  expect(history.changesOf("Client_3", 0)).toEqual([]);
});

test.each([0, 1, 9, 64, 65, 1000])(
  "[DEL-12] %s changes are the same after a checkpoint, wherever its bytes lie",
  (count) => {
    const saved = lived(count).save();
    for (let offset = 0; offset < 4; offset += 1) {
      const memory = Buffer.concat([Buffer.alloc(offset), saved]);
      const loaded = new MembershipHistory();
      loaded.load(memory.subarray(offset));
      const both = [lived(count), loaded];
      for (const history of both)
        history.apply(changed(count + 1, { type: "left", room: "сад-0", client_id: "Client_0" }));
      for (const client of ["Client_0", "Client_1", "Client_4"])
        expect(loaded.changesOf(client, 0)).toEqual(both[0]?.changesOf(client, 0));
    }
  },
);

test("[DEL-12] what is cut off is not used", () => {
  const saved = lived(9).save();
  for (let bytes = 0; bytes < saved.length; bytes += 1)
    expect(() => new MembershipHistory().load(saved.subarray(0, bytes))).toThrow(Error);
});
