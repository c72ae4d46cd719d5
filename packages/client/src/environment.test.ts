import { expect, test } from "vitest";
import { machine, withOwnTimers } from "./environment.ts";
import { VirtualTime } from "../testing/virtual-time.ts";

test("timers end with their owner, those that are asked for later too, and no other's", async () => {
  const time = new VirtualTime();
  const called: string[] = [];
  const own = withOwnTimers(time);
  time.after(10, () => called.push("another's"));
  own.after(10, () => called.push("own"));
  own.after(5, () => called.push("in time"));
  own.after(1, () => called.push("called off"))();
  await time.pass(5);
  own.stop();
  own.after(1, () => called.push("later"));
  await time.pass(100);
  expect(called).toEqual(["in time", "another's"]);
});

test("[DEL-1] ids are made without what only safe origins have, and none is made twice", () => {
  const ids = Array.from({ length: 10_000 }, () => machine.newId());
  expect(new Set(ids).size).toBe(10_000);
  expect(ids.every((id) => /^[0-9a-f]{32}$/u.test(id))).toBe(true);
});
