import { renderingsOf } from "@beseda/protocol/testing";
import { expect, test } from "vitest";
import { RecordLines } from "./record-lines.ts";

test("[TXT-9] each type of record has the line that a person has read and found good", async () => {
  const lines = new RecordLines();
  const shown = await renderingsOf((record, locale) =>
    lines.of(record, { locale, label: "", isNumbered: false, isHit: false }).join("\n"),
  );
  await expect(shown).toMatchFileSnapshot("renderings.txt");
});
