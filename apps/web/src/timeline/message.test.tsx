import type { DeliveryState, TimelineMessage } from "@beseda/client";
import { anna, boris, messageRecord, shownItemOf } from "@beseda/client/testing";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { PreferencesContext } from "../preferences/preferences-context.ts";
import { createPreferences } from "../preferences/preferences.ts";
import { memoryKeyValueStore } from "../store/key-value-store.ts";
import { noActions } from "../../testing/no-actions.ts";
import { Message } from "./message.tsx";

const said = (text: string, person = boris): TimelineMessage => {
  const at = { seq: 7, time: "2026-11-21T10:00:00.000Z", room: "lobby" };
  return shownItemOf(messageRecord(person, text, at), anna) as TimelineMessage;
};
const drawn = (message: TimelineMessage, language = "ru", answered?: TimelineMessage) =>
  renderToStaticMarkup(
    <PreferencesContext value={createPreferences(memoryKeyValueStore(), [language])}>
      <Message
        {...{ message, answered, actions: noActions, rights: { remove: false, pin: false } }}
        {...{ opens: true, closes: true, firstUnread: false, isPinned: false, onGo: () => undefined }}
      />
    </PreferencesContext>,
  );
const own = (delivery: DeliveryState): TimelineMessage => ({ ...said("Привет", anna), delivery });

describe("message", () => {
  test("[web] text is text, whatever it contains", () => {
    const html = drawn(said("<img src=x onerror=alert(1)> & <b>жирно</b>"));
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;b&gt;жирно&lt;/b&gt;");
  });

  test("[TXT-8] a deleted message says so, is not reported, and is quoted as deleted", () => {
    const deleted = { ...said("", boris), deleted: true } as const;
    const html = drawn(deleted);
    expect(html).toContain("Сообщение удалено");
    expect(html).not.toContain('data-testid="more"');
    expect(drawn({ ...said("и я так думаю", anna), reply_to: 7 }, "en", deleted)).toContain(
      "This message was deleted",
    );
  });

  test("[MSG-2] [MSG-3] a message says that it was changed, and whose reactions it has; one's own are pressed", () => {
    const html = drawn({
      ...said("Чай готов"),
      edited: 9,
      reactions: [
        { emoji: "👍", count: 2, own: true, people: [anna, boris] },
        { emoji: "🎉", count: 700, own: false, people: [] },
      ],
    });
    expect(html).toMatch(/data-testid="edited"> изменено </u);
    expect(html).toMatch(/aria-pressed="true" aria-label="👍 2: Анна, Борис"/u);
    expect(html).toMatch(/aria-pressed="false" aria-label="🎉 700"/u);
    expect(html).toContain('data-testid="more"');
    expect(drawn({ ...said("", boris), deleted: true })).not.toContain('data-testid="react"');
  });

  test("[MD-6] until marks are read, and in a quotation, nobody sees what is behind a spoiler", () => {
    const hiding = said("убил ||садовник||");
    expect(drawn(hiding)).not.toContain("садовник");
    expect(drawn({ ...said("и я так думаю", anna), reply_to: 7 }, "ru", hiding)).not.toContain("садовник");
  });

  test("[web] links learn nothing of the page", () => {
    expect(drawn(said("https://example.org"))).toContain('rel="noopener noreferrer nofollow"');
  });

  test("[SES-2] each state of an own message is said in words", () => {
    expect(drawn(own({ state: "queued" }))).toContain('aria-label="Ждёт отправки"');
    expect(drawn(own({ state: "sent" }))).toContain('aria-label="Отправлено, ещё не подтверждено"');
    expect(drawn(own({ state: "acknowledged", seq: 7 }))).toContain("под номером #7");
    expect(drawn(own({ state: "failed", reason: "Слишком длинно." }), "en")).toContain(
      "Not sent. Слишком длинно.",
    );
  });

  test("[web] only what is not on the server yet can be taken back", () => {
    expect(drawn(own({ state: "queued" }))).toContain('data-testid="discard"');
    expect(drawn(own({ state: "failed", reason: "" }))).toContain('data-testid="retry"');
    expect(drawn(own({ state: "sent" }))).not.toContain('data-testid="discard"');
    expect(drawn(own({ state: "acknowledged", seq: 7 }))).not.toContain('data-testid="discard"');
    expect(drawn(said("чужое"))).toContain('data-state="received"');
  });

  test("[web] the look asks for no inline style", () => {
    expect(drawn(said("Привет"))).not.toContain("style=");
  });
});
