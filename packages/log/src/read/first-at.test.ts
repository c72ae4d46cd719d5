import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openLog } from "../open/open-log.ts";
import { RoomIndex } from "../state/room-index.ts";
import { firstAt } from "./first-at.ts";
import { simulatedData, simulatedFile } from "../../testing/crash.ts";
import { said, started } from "../../testing/drafts.ts";
import { SimulatedDisk } from "../../testing/simulated-disk.ts";

test.each([
  ["memory", 1e6],
  ["the disk", 0],
])("[HIST-3] the first record of a room at or after a time, read from %s", async (_, tailBytes) => {
  let now = Date.UTC(2026, 10, 1);
  const log = await openLog({
    file: simulatedFile,
    data: simulatedData,
    disk: new SimulatedDisk(),
    start: started,
    clock: () => now,
    tailBytes,
  });
  for (let day = 0; day < 40; day += 1) {
    await log.append([said(`${day} а`), said(`${day} б`, { room: "сад" }), said(`${day} в`)]);
    // Steps of less than five minutes are believed at once (LOG-13).
    now += (day % 4) * 60_000;
  }
  const all = (await log.read({ after: 0, rooms: new Set(["lobby"]) })).map(({ record }) => record);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -120_000, max: 70 * 60_000 }), fc.nat(130), async (ahead, from) => {
      const time = Date.UTC(2026, 10, 1) + ahead;
      const wanted = all.find(({ seq, time: said }) => seq >= from && Date.parse(said) >= time)?.seq;
      expect(await log.firstAt({ room: "lobby", time, from })).toBe(wanted);
    }),
  );
  expect(await log.firstAt({ room: "пусто", time: 0, from: 0 })).toBeUndefined();
  await log.close();
});

/** A room whose records have these times, in a log that parts of continue one another after these `seq`s. */
const lookIn = (times: readonly number[], ends: readonly number[], time: number) => {
  const rooms = new RoomIndex();
  for (const place of times.keys()) rooms.applyMessage({ room: "lobby", seq: place + 1 });
  let reads = 0;
  const found = firstAt(
    { room: "lobby", time, from: 0 },
    {
      rooms,
      last: times.length,
      lineage: ends.map((seq) => ({ log: `${seq}`, seq })),
      timeOf: async (seq) => {
        reads += 1;
        return times[seq - 1] ?? NaN;
      },
    },
  );
  return found.then((seq) => ({ seq, reads }));
};

test.each([
  [5, 1],
  [15, 2],
  [25, 6],
  [35, 7],
  [45, undefined],
])("[HIST-3] after a clock that was ahead the right dates count: %s is at %s", async (time, seq) => {
  expect((await lookIn([10, 20, 90, 95, 20, 30, 40], [4], time)).seq).toBe(seq);
});

test("[HIST-3] branches without another time change nothing", async () => {
  const times = Array.from({ length: 60 }, (_, place) => Math.floor(place / 3) * 10);
  for (let time = -5; time < 210; time += 5) {
    const wanted = times.findIndex((at) => at >= time) + 1;
    expect((await lookIn(times, [47, 30, 4], time)).seq).toBe(wanted === 0 ? undefined : wanted);
  }
});

test("[HIST-3] among a million records it takes twenty looks", async () => {
  const times = Array.from({ length: 1_000_000 }, (_, place) => place);
  const { seq, reads } = await lookIn(times, [], 777_777);
  expect(seq).toBe(777_778);
  expect(reads).toBeLessThanOrEqual(20);
});
