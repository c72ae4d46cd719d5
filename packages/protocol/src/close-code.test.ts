import { describe, expect, test } from "vitest";
import { closeCodes, closeOfPeer, shouldReconnect, statusOfClose } from "./index.ts";

describe("close codes", () => {
  test.each(Object.entries(closeCodes))(
    "[SES-4] the reason of %s fits into a close frame in both languages",
    (_name, row) => {
      for (const reason of Object.values(row.reason))
        expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123 - 24);
    },
  );

  test("no code stands for two things, but that logins that ended are a case of not being let in", () => {
    const { loginEnded, passwordReset, ...others } = closeCodes;
    const codes = Object.values(others).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const ended of [loginEnded, passwordReset])
      expect(ended).toMatchObject({ code: others.notAuthorised.code, reconnect: false });
    // A client that knows no more than the code.
    expect(statusOfClose(loginEnded.code)).toBe(others.notAuthorised.status);
  });

  test("who was kicked does not come back by itself, who was too slow does", () => {
    expect(shouldReconnect(4003)).toBe(false);
    expect(shouldReconnect(4008)).toBe(true);
    expect(shouldReconnect(1006)).toBe(true);
  });

  test.each([
    [1000, "normal"],
    [1005, "normal"],
    [1001, "going-away"],
    [1006, "abnormal"],
    [3999, "abnormal"],
  ])("[SES-5] a client that closes with %i ended %s", (code, status) => {
    expect(statusOfClose(code)).toBe(status);
  });

  test("[SES-10] whatever code a peer closes with, it says nothing that is the server's to say", () => {
    const own = new Map<number, string>([
      [1000, "normal"],
      [1001, "going-away"],
      [1002, "protocol-error"],
      [1005, "normal"],
      [1007, "protocol-error"],
      [1009, "protocol-error"],
      [3001, "going-away"],
    ]);
    for (let code = 1000; code <= 4999; code += 1)
      expect([code, closeCodes[closeOfPeer(code)].status]).toEqual([code, own.get(code) ?? "abnormal"]);
  });
});
