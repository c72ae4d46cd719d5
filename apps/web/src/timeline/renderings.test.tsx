import { isLaidOver } from "@beseda/client";
import { inWords, itemOf } from "@beseda/client/testing";
import { noticeOf } from "@beseda/protocol";
import { renderingsOf } from "@beseda/protocol/testing";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { PreferencesContext } from "../preferences/preferences-context.ts";
import { createPreferences } from "../preferences/preferences.ts";
import { memoryKeyValueStore } from "../store/key-value-store.ts";
import { noActions } from "../../testing/no-actions.ts";
import { RowContent, type RowContext } from "./row-content.tsx";
import { rowsOf } from "./rows.ts";

const context: RowContext = {
  firstUnreadKey: undefined,
  actions: noActions,
  messageAt: () => undefined,
  rights: { remove: false, pin: false },
  pins: [],
  onGo: () => undefined,
  onDay: () => undefined,
};

/** Returns the readable part of markup: its texts, and the label of a button without text. */
const readable = (html: string): string =>
  html
    .replaceAll(/<button[^>]*aria-label="(?<label>[^"]*)"[^>]*>.*?<\/button>/gu, " [$<label>]")
    .replaceAll(/<\/(?:p|div|blockquote|summary)>/gu, " ")
    .replaceAll(/<[^>]*>/gu, "")
    .replaceAll(/ {2,}/gu, " ")
    .trim();

test("[TXT-9] each type of record is on the page as a person has read it and found it good", async () => {
  const shown = await renderingsOf((record, locale) => {
    const arrived = itemOf(record, { client_id: "Client_1", name: "Вера" });
    const item = arrived && inWords(arrived, locale);
    if (item !== undefined && isLaidOver(item) && noticeOf(record, locale) !== undefined)
      return "(at its message)";
    const rows = rowsOf({ items: item === undefined ? [] : [item], hasOlder: false });
    return rows
      .filter(({ kind }) => kind !== "beginning" && kind !== "day")
      .map((row) =>
        readable(
          renderToStaticMarkup(
            <PreferencesContext value={createPreferences(memoryKeyValueStore(), [locale])}>
              <RowContent row={row} context={context} />
            </PreferencesContext>,
          ),
        ),
      )
      .join("\n");
  });
  await expect(shown).toMatchFileSnapshot("renderings.txt");
});
