import { renderingsOf } from "@beseda/protocol/testing";
import { expect, test } from "vitest";
import { createClock } from "../format/clock.ts";
import { cliTextsOf } from "../locale/texts.ts";
import { entryOf } from "../../testing/entry-of.ts";
import { plainLines } from "./format-entry.ts";

test("[TXT-9] each type of record is the plain line that a person has read and found good", async () => {
  const shown = await renderingsOf((record, locale) => {
    const entry = entryOf(record, locale);
    const style = { clock: createClock(locale, "UTC"), texts: cliTextsOf(locale), echoesOwn: true };
    return entry === undefined ? "" : plainLines(entry, style).join("\n");
  });
  await expect(shown).toMatchFileSnapshot("renderings.txt");
});
