import { describe, expect, test } from "vitest";
import { ChatError, localeOf, noticeOf, textsOf } from "../index.ts";

describe("texts", () => {
  test("[SES-4] the farewell in both languages", () => {
    expect(textsOf("ru").farewell()).toBe("Сессия завершена. До свидания!");
    expect(textsOf("en").farewell()).toBe("Session ended. Goodbye!");
  });

  test("a refusal speaks the reader's language and has the right plural", () => {
    const refusal = new ChatError("too-many-subscriptions", 2);
    expect(refusal.in("ru")).toContain("2 подписки");
    expect(refusal.in("en")).toContain("2 subscriptions");
    expect(new ChatError("too-many-subscriptions", 1).in("en")).toContain("1 subscription at");
  });

  test("[SES-1] the notice of somebody who comes needs no gender", () => {
    const record = {
      seq: 2,
      prev: 0,
      time: "2026-11-21T10:00:00.000Z",
      type: "connected",
      room: "lobby",
      client_id: "Client_1",
      name: "Client_1",
      session: "s1",
      via: "tcp",
      sender: "server",
      message: "",
    } as const;
    expect(noticeOf(record, "ru")).toBe("Client_1 теперь в чате");
    // Another session of somebody who is there [SES-8].
    expect(noticeOf({ ...record, quiet: true }, "ru")).toBeUndefined();
  });

  test("[W5] [DIR-1] nobody reads the random end of a private room, nor the numbers of a talk of two", () => {
    const record = {
      seq: 2,
      prev: 0,
      time: "2026-11-21T10:00:00.000Z",
      type: "left",
      client_id: "Client_1",
      name: "Анна",
      sender: "server",
      message: "",
    } as const;
    expect(noticeOf({ ...record, room: "~книги-0123456789ab" }, "ru")).toBe("Анна покидает ~книги");
    expect(noticeOf({ ...record, room: "@Client_1+Client_2" }, "ru")).toBe(
      "Анна больше не следит за этим разговором",
    );
    expect(textsOf("ru").lines.here("~книги-0123456789ab")).toContain("~книги-0123456789ab");
  });

  test.each([
    ["ru_RU.UTF-8", "ru"],
    ["ru-RU", "ru"],
    ["ru", "ru"],
    ["C.UTF-8", "en"],
    ["rum", "en"],
    [undefined, "en"],
  ])("the language of %s is %s", (tag, locale) => {
    expect(localeOf(tag)).toBe(locale);
  });
});
