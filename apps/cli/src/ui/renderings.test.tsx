import { stripVTControlCharacters } from "node:util";
import { renderingsOf } from "@beseda/protocol/testing";
import { renderToString } from "ink";
import { expect, test } from "vitest";
import { createClock } from "../format/clock.ts";
import { cliTextsOf } from "../locale/texts.ts";
import { entryOf } from "../../testing/entry-of.ts";
import { SurroundingsContext } from "./context.ts";
import { EntryRow } from "./entry-row.tsx";

test("[TXT-9] each type of record is drawn as a person has read it and found it good", async () => {
  const shown = await renderingsOf((record, locale) => {
    const entry = entryOf(record, locale);
    if (entry === undefined) return "";
    const surroundings = { texts: cliTextsOf(locale), clock: createClock(locale, "UTC") };
    const drawn = renderToString(
      <SurroundingsContext value={surroundings}>
        <EntryRow entry={entry} />
      </SurroundingsContext>,
    );
    return stripVTControlCharacters(drawn).replaceAll(/ +$/gmu, "");
  });
  await expect(shown).toMatchFileSnapshot("renderings.txt");
});
