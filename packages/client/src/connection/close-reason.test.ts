import { expect, test } from "vitest";
import { endOf } from "./close-reason.ts";

test("[SES-7] the hint of a server that restarts is for the back-off, the words before it for the person", () => {
  expect(endOf(1012, "Сервер перезапускается; retry-after-ms=1234", "ru")).toEqual({
    code: 1012,
    reason: "Сервер перезапускается",
    retryAfterMs: 1234,
  });
});

test("[SES-7] no hint sends a client away for more than five minutes", () => {
  expect(endOf(1013, "Later; retry-after-ms=999999999", "en").retryAfterMs).toBe(300_000);
});

test.each([
  ["retry-after-ms=abc"],
  ["; retry-after-ms=-5"],
  ["retry-after-ms=5 and more"],
  ["; retry-after-ms=99999999999"],
])("[SES-7] what only looks like a hint is none: %s", (reason) => {
  expect(endOf(1012, reason, "en").retryAfterMs).toBeUndefined();
});

test.each([
  [1012, "ru", "Сервер перезапускается"],
  [4003, "en", "Removed by a moderator"],
  [1006, "ru", "Связь потеряна"],
  [1005, "ru", "Связь потеряна"],
  [4999, "en", "Connection lost"],
] as const)("[SES-4] a close with %i and no reason is told in %s: %s", (code, locale, reason) => {
  expect(endOf(code, "", locale)).toEqual({ code, reason, retryAfterMs: undefined });
});
