import { describeWith } from "@beseda/testing/programs";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../harness/place.ts";
import { Random } from "../random.ts";
import { eio, isKept, targets } from "./eio.ts";
import { fillingsHere, full } from "./full.ts";
import { allWays, taken } from "./taken.ts";

const tell = (): void => {};

describe("a disk that is taken away or full", () => {
  test.each(allWays)(
    "[LOG-10] a log that is %s under load: nothing is lost, it ends with 74 and says where all is",
    async (way) => {
      await using place = await temporaryFolder();
      const verdict = await taken(place.path, way, new Random(3));
      expect(verdict).toMatchObject({ exit: 74, lost: 0, afterwards: 0, told: true });
      expect(verdict.acknowledged).toBeGreaterThan(20);
    },
  );
});

describeWith(["prlimit"], () => {
  test.each(fillingsHere())(
    "[LOG-5] [LOG-15] [OPS-4] filled and freed again and again, by a %s: nobody is lost or mixed up",
    async (filling) => {
      await using place = await temporaryFolder();
      const verdict = await full(place.path, { filling, fills: 15, random: new Random(5), onProgress: tell });
      const none = { sharedIds: 0, sessionsWithoutEnd: 0, lost: 0, liveRefused: 0, faults: [] };
      expect(verdict).toMatchObject({ exit: 0, ...none });
      expect(verdict.degraded).toBeGreaterThan(0);
      expect(verdict.toldFull).toBe(verdict.toldRoom);
    },
  );
});

describeWith(["strace"], () => {
  test("[LOG-5] an input or output error at each of the first calls, on the log and beside it", async () => {
    await using place = await temporaryFolder();
    for (const target of targets({ log: 4, beside: 2 })) {
      for (const verdict of await eio(place.path, target, tell)) {
        expect({ verdict, isKept: isKept(verdict) }).toMatchObject({ isKept: true });
      }
    }
  });
});
