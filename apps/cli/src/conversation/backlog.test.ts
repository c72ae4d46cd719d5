import type { ChatSnapshot } from "@beseda/client";
import { expect, test } from "vitest";
import { Backlog } from "./backlog.ts";

/** A room of which a page has ten records, the newest of a hundred first; `read` of them are read. */
const setUp = ({ read, refused = false }: { readonly read: number; readonly refused?: boolean }) => {
  let first = 91;
  let changes = 0;
  const loads: number[] = [];
  const summary = { room: "lobby", topic: "", members: 2, last: 100 };
  const snapshot = () =>
    ({
      rooms: [{ ...summary, read: { seq: read, version: 1 }, unread: 100 - read }],
      timelines: new Map([
        ["lobby", { items: [{ seq: first }], hasOlder: first > 1, loadingOlder: false, arriving: false }],
      ]),
    }) as unknown as ChatSnapshot;
  const client = {
    snapshot,
    loadOlder: async () => {
      loads.push(first);
      if (refused) throw new Error("no connection");
      first -= 10;
    },
  };
  const backlog = new Backlog({ client, onChange: () => (changes += 1) });
  return { backlog, loads, changes: () => changes };
};

test("[UNR-7] a room is written at once where everything unread in it is there", () => {
  const { backlog, loads } = setUp({ read: 90 });
  expect(backlog.isReady("lobby")).toBe(true);
  expect(backlog.isReady("unknown")).toBe(true);
  expect(loads).toEqual([]);
});

test("[UNR-7] a room waits for the pages with what is unread, a few of them at most, and for none that does not come", async () => {
  for (const { read, refused = false, pages } of [
    { read: 75, pages: 2 },
    { read: 3, pages: 5 },
    { read: 3, refused: true, pages: 1 },
  ]) {
    const { backlog, loads, changes } = setUp({ read, refused });
    expect(backlog.isReady("lobby")).toBe(false);
    await expect.poll(changes).toBe(1);
    expect(backlog.isReady("lobby")).toBe(true);
    expect(loads).toHaveLength(pages);
  }
});
