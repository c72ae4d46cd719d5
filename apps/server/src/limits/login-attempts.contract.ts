import { describe, expect, test } from "vitest";
import type { LoginAttempts } from "./login-attempts.ts";
import type { Rates } from "./rates.ts";

export interface LoginAttemptsUnderTest {
  readonly rates: Pick<Rates, "logins" | "loginsOfAccount">;
  readonly elapsed: () => number;
}

const plenty = { perSecond: 1000, burst: 1000 };
const few = { perSecond: 1, burst: 2 };
const anna = { name: "Анна", address: "192.0.2.1", isKnownAddress: true };

/** The contract of every implementation of `LoginAttempts`. */
export const describeLoginAttempts = (
  name: string,
  make: (options: LoginAttemptsUnderTest) => LoginAttempts,
): void => {
  const attempts = (rates: Partial<LoginAttemptsUnderTest["rates"]> = {}) => {
    let now = 1000;
    const made = make({
      rates: { logins: plenty, loginsOfAccount: plenty, ...rates },
      elapsed: () => now,
    });
    return { made, pass: (ms: number) => (now += ms) };
  };

  describe(`attempts to log in: ${name}`, () => {
    test("[A2] wrong passwords of one account at one address wait longer and longer, and nobody elsewhere does", async () => {
      const { made, pass } = attempts();
      const waits: unknown[] = [];
      for (let count = 0; count < 7; count += 1) {
        await made.begin(anna);
        await made.failed(anna);
        const wait = await made.begin(anna).then(
          () => 0,
          (error: { readonly retryAfterMs?: number }) => error.retryAfterMs,
        );
        waits.push(wait);
        pass(Number(wait));
      }
      expect(waits).toEqual([0, 0, 0, 0, 1000, 2000, 4000]);
      await made.failed({ ...anna, name: "АННА" });
      await expect(made.begin(anna)).rejects.toMatchObject({ code: "rate", retryAfterMs: 8000 });
      await made.begin({ ...anna, address: "203.0.113.9" });
      await made.begin({ ...anna, name: "Борис" });
      await made.succeeded(anna);
      await made.begin(anna);
    });

    test("[A2] an address has so many attempts, however many begin at once", async () => {
      const { made, pass } = attempts({ logins: few });
      const names = ["Анна", "Борис", "Вера"];
      const outcomes = await Promise.allSettled(names.map((name) => made.begin({ ...anna, name })));
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
      pass(1000);
      await made.begin(anna);
    });

    test("[A2] an account has so many from places where it was never logged in, and any number from the others", async () => {
      const { made } = attempts({ loginsOfAccount: few });
      const from = (host: number, isKnownAddress: boolean) =>
        made.begin({ name: "Анна", address: `203.0.113.${host}`, isKnownAddress });
      await from(1, false);
      await from(2, false);
      await expect(from(3, false)).rejects.toMatchObject({ code: "rate" });
      await from(4, true);
    });
  });
};
