import { describe, expect, test } from "vitest";
import { numberOf, type ClientNumbers } from "./client-numbers.ts";

/** Numbers above those that log and store know. */
export interface ClientNumbersUnderTest extends AsyncDisposable {
  /** Opens one, as often as asked: as several nodes do, if the implementation is for several. */
  open(): Promise<ClientNumbers>;
  /** Sets the highest number that log or store know from now on. */
  know(highest: number): Promise<void>;
}

/** The contract of every implementation of `ClientNumbers`. */
export const describeClientNumbers = (name: string, make: () => Promise<ClientNumbersUnderTest>): void => {
  describe(`numbers of clients: ${name}`, () => {
    test("[IDN-3] however many ask at once, each gets one of their own, above all that are known", async () => {
      await using place = await make();
      await place.know(57);
      const numbers = await place.open();
      const given = await Promise.all(Array.from({ length: 500 }, () => numbers.next()));
      expect(new Set(given).size).toBe(500);
      expect(Math.min(...given.map(numberOf))).toBeGreaterThan(57);
    });

    test("[IDN-3] what is learned meanwhile is not given, and nothing goes back", async () => {
      await using place = await make();
      const numbers = await place.open();
      const first = numberOf(await numbers.next());
      await place.know(first + 40);
      const second = numberOf(await numbers.next());
      expect(second).toBeGreaterThan(first + 40);
      await place.know(0);
      expect(numberOf(await numbers.next())).toBeGreaterThan(second);
    });
  });
};
