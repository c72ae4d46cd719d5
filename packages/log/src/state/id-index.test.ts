import { describe, expect, test } from "vitest";
import type { EventLog } from "../event-log.ts";
import { openLog } from "../open/open-log.ts";
import { simulatedData, simulatedFile } from "../../testing/crash.ts";
import { said, started } from "../../testing/drafts.ts";
import { SimulatedDisk } from "../../testing/simulated-disk.ts";
import { createIdIndex, type IdIndex } from "./id-index.ts";

const open = (disk: SimulatedDisk, ids: IdIndex): Promise<EventLog> =>
  openLog({ file: simulatedFile, data: simulatedData, disk, start: started, projections: [ids] });

const found = async (ids: IdIndex, log: EventLog, [client, id]: readonly [string, string]) =>
  (await ids.find(`Client_${client}`, id, log))?.record.seq;

describe("[DEL-1] the index of ids", () => {
  test("finds what a client sent under an id, at every later start too", async () => {
    const disk = new SimulatedDisk();
    const ids = createIdIndex();
    const log = await open(disk, ids);
    await log.append([
      said("раз", { id: "1" }),
      said("два", { id: "2" }),
      said("три", { id: "1", name: "Борис" }),
    ]);
    await log.close();
    for (const forget of [() => disk, () => disk.remove(`${simulatedData}/log.checkpoint`)]) {
      await forget();
      const later = createIdIndex();
      const again = await open(disk, later);
      expect(await found(later, again, ["Анна", "1"])).toBe(2);
      expect(await found(later, again, ["Анна", "2"])).toBe(3);
      expect(await found(later, again, ["Борис", "1"])).toBe(4);
      expect(await found(later, again, ["Борис", "2"])).toBeUndefined();
      expect([later.mayHave("Client_Анна", "1"), later.mayHave("Client_Анна", "3")]).toEqual([true, false]);
      await again.close();
    }
  });

  test("finds the first of two records of one id", async () => {
    const ids = createIdIndex();
    const log = await open(new SimulatedDisk(), ids);
    await log.append([said("первая", { id: "1" }), said("вторая", { id: "1" })]);
    expect(await found(ids, log, ["Анна", "1"])).toBe(2);
  });

  test("knows two hundred thousand ids, and no others, in at most 16 bytes each", () => {
    const ids = createIdIndex();
    const count = 200_000;
    const record = {
      time: "",
      type: "message",
      sender: "client",
      message: "",
      client_id: "Client_1",
    } as const;
    for (let seq = 1; seq <= count; seq += 1) ids.apply({ ...record, seq, id: `id-${seq}` });
    const copy = createIdIndex();
    const saved = ids.save();
    expect(saved.length / count).toBeLessThan(16);
    copy.load(saved);
    for (const index of [ids, copy]) {
      let known = 0;
      let unknown = 0;
      for (let seq = 1; seq <= count; seq += 1) {
        if (index.mayHave("Client_1", `id-${seq}`)) known += 1;
        if (index.mayHave("Client_2", `id-${seq}`)) unknown += 1;
      }
      expect(known).toBe(count);
      // Some of 2^38 hashes may be equal by chance: seven of them once in a thousand million runs.
      expect(unknown).toBeLessThan(7);
    }
  });

  test("grows on after it was loaded", () => {
    const record = {
      time: "",
      type: "message",
      sender: "client",
      message: "",
      client_id: "Client_1",
    } as const;
    const ids = createIdIndex();
    for (let seq = 1; seq <= 3000; seq += 1) ids.apply({ ...record, seq, id: `${seq}` });
    const copy = createIdIndex();
    copy.load(ids.save());
    for (let seq = 3001; seq <= 6000; seq += 1) copy.apply({ ...record, seq, id: `${seq}` });
    expect(
      Array.from({ length: 6000 }, (_, index) => copy.mayHave("Client_1", `${index + 1}`)),
    ).not.toContain(false);
  });

  test("refuses bytes that are not its own", () => {
    const saved = createIdIndex().save();
    expect(() => createIdIndex().load(saved.subarray(0, 50))).toThrow(RangeError);
    expect(() => createIdIndex().load(Buffer.concat([saved, Buffer.alloc(4)]))).toThrow(RangeError);
  });
});
