import { renderingsOf } from "@beseda/protocol/testing";
import { assert, expect, test } from "vitest";
import { textsIn } from "../locale/texts.ts";
import { reportOn, TestFolder } from "../../testing/folder.ts";
import { typeTables } from "./tables/overview.ts";
import { textTable, type Pen } from "./terminal/text-table.ts";
import { Writer } from "./writer.ts";

test("[TXT-9] each type of record is called in a report what a person has read and found good", async () => {
  await using folder = await TestFolder.make();
  const shown = await renderingsOf(
    async (record, locale) => {
      const { overview } = await reportOn([await folder.write(JSON.stringify([record]))]);
      assert(overview);
      expect(overview.types).toMatchObject([{ type: record.type, is_known: true }]);
      const texts = textsIn(locale);
      const style = { isColored: false, isDrawn: false, rows: 9 };
      const pen: Pen = { style, texts, writer: new Writer(texts, locale, { zone: "UTC" }) };
      return typeTables(overview, texts)
        .flatMap((table) => textTable(table, pen).slice(1))
        .join("\n");
    },
    { showsAll: true },
  );
  await expect(shown).toMatchFileSnapshot("renderings.txt");
});
