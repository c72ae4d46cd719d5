import { describe, expect, test } from "vitest";
import { started } from "../../testing/drafts.ts";
import { Ancestry, type BranchPoint } from "./ancestry.ts";

interface Begun {
  readonly seq: number;
  readonly log: string;
  readonly run?: string;
  readonly continues?: BranchPoint;
}

/** The names of a log with these starts. */
const ancestryOf = (...starts: readonly Begun[]): Ancestry => {
  const ancestry = new Ancestry();
  for (const { log, ...start } of starts) {
    ancestry.apply({ ...started(log), time: "", ...start });
  }
  return ancestry;
};

const twoRuns = [
  { seq: 1, log: "a", run: "r1" },
  { seq: 50, log: "a", run: "r2" },
] as const;

describe("[LOG-11] a place in a log is proven", () => {
  test("by the run that it was seen in: nothing behind the end of that run is in this file", () => {
    const ancestry = ancestryOf(...twoRuns);
    expect(ancestry.endOf({ log: "a", run: "r1" }, 80)).toBe(49);
    expect(ancestry.endOf({ log: "a", run: "r2" }, 80)).toBe(80);
    expect(ancestry.endOf({ log: "a", run: "of a lost part" }, 80)).toBeUndefined();
  });

  test("by the name alone, where an older client gives no more", () => {
    const ancestry = ancestryOf(...twoRuns, {
      seq: 81,
      log: "b",
      run: "r3",
      continues: { log: "a", seq: 60 },
    });
    expect(ancestry.endOf({ log: "b" }, 90)).toBe(90);
    expect(ancestry.endOf({ log: "a" }, 90)).toBe(60);
    expect(ancestry.endOf({ log: "c" }, 90)).toBeUndefined();
  });

  test("up to where a branch begins, whatever the run has behind it", () => {
    const ancestry = ancestryOf(...twoRuns, {
      seq: 81,
      log: "b",
      run: "r3",
      continues: { log: "a", seq: 60 },
    });
    expect(ancestry.endOf({ log: "a", run: "r1" }, 90)).toBe(49);
    expect(ancestry.endOf({ log: "a", run: "r2" }, 90)).toBe(60);
    expect(ancestry.endOf({ log: "b", run: "r3" }, 90)).toBe(90);
  });

  test("of a branch of a branch, and of one that continues what the file does not have", () => {
    const ancestry = ancestryOf(
      ...twoRuns,
      { seq: 60, log: "b", continues: { log: "a", seq: 59 } },
      { seq: 70, log: "d", continues: { log: "c", seq: 0 } },
    );
    expect(ancestry.id).toBe("d");
    expect(ancestry.lineage).toEqual([
      { log: "c", seq: 0 },
      { log: "b", seq: 69 },
      { log: "a", seq: 59 },
    ]);
  });

  test("also after a checkpoint", () => {
    const ancestry = ancestryOf(...twoRuns, { seq: 60, log: "b", continues: { log: "a", seq: 59 } });
    const loaded = new Ancestry();
    loaded.load(ancestry.save());
    expect([loaded.id, loaded.run, loaded.lineage]).toEqual([ancestry.id, ancestry.run, ancestry.lineage]);
    expect(loaded.endOf({ log: "a", run: "r1" }, 70)).toBe(49);
  });
});
