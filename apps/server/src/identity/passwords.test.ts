import { describe, expect, onTestFinished, test } from "vitest";
import { Passwords, standardCost, type PasswordsOptions } from "./passwords.ts";

const cheap = { memory: 64, passes: 1, parallelism: 1 };

const passwordsOf = (options?: PasswordsOptions): Passwords => {
  const passwords = new Passwords(options);
  onTestFinished(() => passwords.close());
  return passwords;
};

describe("passwords", () => {
  test("[A1] are kept as argon2id at 19 MiB, two passes, as PHC strings with a salt each", async () => {
    const passwords = passwordsOf();
    const [one, other] = await Promise.all([passwords.hash("одинаково"), passwords.hash("одинаково")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/u);
    expect(other).not.toBe(one);
    expect(await passwords.verify("одинаково", one)).toEqual({ fits: true, isOutdated: false });
    expect(await passwords.verify("одинакова", one)).toEqual({ fits: false, isOutdated: false });
  });

  test("[A1] nobody's password fits nothing", async () => {
    expect(await passwordsOf({ cost: cheap }).verify("", undefined)).toEqual({
      fits: false,
      isOutdated: false,
    });
  });

  test("[A1] who is unknown takes a turn of the hashing as who is known does", async () => {
    const passwords = passwordsOf({ cost: cheap, inFlight: 1, waiting: 0 });
    const known = await passwords.hash("верный");
    for (const stored of [known, undefined]) {
      const both = await Promise.allSettled([
        passwords.verify("наугад", stored),
        passwords.verify("наугад", stored),
      ]);
      expect(both).toMatchObject([{ value: { fits: false } }, { reason: { code: "rate" } }]);
    }
  });

  test("[A1] hashed at another cost is outdated when it fits", async () => {
    const old = await passwordsOf({ cost: cheap }).hash("верный");
    const passwords = passwordsOf({ cost: standardCost });
    expect(await passwords.verify("верный", old)).toEqual({ fits: true, isOutdated: true });
    expect(await passwords.verify("неверный", old)).toEqual({ fits: false, isOutdated: false });
  });

  test("[A2] only some are hashed at once, few wait, and who comes then is told when to come again", async () => {
    const passwords = passwordsOf({ cost: cheap, inFlight: 1, waiting: 2 });
    const all = await Promise.allSettled(Array.from({ length: 5 }, (_, n) => passwords.hash(String(n))));
    expect(all.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    expect(all.at(-1)).toMatchObject({ reason: { code: "rate" } });
    expect(await passwords.hash("снова")).toMatch(/^\$argon2id/u);
  });
});
