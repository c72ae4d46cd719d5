import { describe, expect, test } from "vitest";
import { widthOf } from "../format/width.ts";
import { commandNames } from "./command-table.ts";
import { helpAbout, helpList, misuseOf } from "./help.ts";

describe("/help", () => {
  test.each(["ru", "en"] as const)("[TXT-3] in %s it has every command of the table", (locale) => {
    const help = helpList(locale).join("\n");
    for (const name of commandNames)
      expect(help).toMatch(new RegExp(`^ {2}/${name}(?: .*)?\\s{2,}\\S`, "mu"));
  });

  test.each(["ru", "en"] as const)("in %s it is hardly wider than what is beside the names", (locale) => {
    expect(Math.max(...helpList(locale).map(widthOf))).toBeLessThanOrEqual(80);
  });

  test("[TXT-3] about one command it says how to write it, with an example and other names", () => {
    expect(helpAbout("join", "ru").join("\n")).toMatch(/\/join КОМНАТА[^]*\/войти/u);
    expect(helpAbout("retry", "en").join("\n")).toMatch(/^\/retry/u);
  });

  test("[TXT-4] a command that was written in another way is shown as it has to be", () => {
    expect(misuseOf("nick", "ru")).toContain("/nick ИМЯ");
    expect(misuseOf("discard", "en")).toContain("/discard");
    expect(misuseOf("frob", "en")).toContain("/frob");
  });
});
