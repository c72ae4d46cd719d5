import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FairQueue } from "./fair-queue.ts";

test("[LIM-3] nothing is lost, each key keeps its order, and nothing has more than one of another key before it in a round", () => {
  const step = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("а", "б", "в") }, fc.constant("take"));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = new FairQueue<string>();
      const waiting = new Map<string, number[]>();
      /** For each key, the keys of other items that came out since its oldest one waits. */
      const passed = new Map<string, string[]>();
      const take = (): void => {
        const item = queue.take();
        const isEmpty = [...waiting.values()].every((items) => items.length === 0);
        expect(item === undefined).toBe(isEmpty);
        if (item === undefined) return;
        const key = item.charAt(0);
        expect(item).toBe(`${key}${waiting.get(key)?.shift()}`);
        for (const [other, items] of waiting)
          if (other !== key && items.length > 0) passed.get(other)?.push(key);
        const before = passed.get(key) ?? [];
        expect(new Set(before).size).toBe(before.length);
        passed.set(key, []);
      };
      for (const [index, next] of steps.entries()) {
        if (next === "take") take();
        else {
          const items = waiting.get(next) ?? [];
          if (items.length === 0) passed.set(next, []);
          waiting.set(next, [...items, index]);
          queue.add(next, `${next}${index}`);
        }
      }
      while (!queue.isEmpty) take();
      expect(queue.take()).toBe(undefined);
    }),
  );
});
