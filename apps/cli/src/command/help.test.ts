import { describe, expect, test } from "vitest";
import { widthOf } from "../format/width.ts";
import { cliTextsOf } from "../locale/texts.ts";
import { commandNames } from "./command-table.ts";
import { helpLines } from "./help.ts";

describe("/help", () => {
  test.each(["ru", "en"] as const)("[TXT-3] in %s it has every command of the table", (locale) => {
    const texts = cliTextsOf(locale);
    const help = helpLines(texts).join("\n");
    for (const name of commandNames) {
      expect(texts.commands[name].usage.split(" ")[0]).toBe(`/${name}`);
      expect(help).toContain(texts.commands[name].usage);
      expect(help).toContain(texts.commands[name].help);
    }
  });

  test.each(["ru", "en"] as const)("in %s it fits beside the column of names at 80 columns", (locale) => {
    expect(Math.max(...helpLines(cliTextsOf(locale)).map(widthOf))).toBeLessThanOrEqual(63);
  });
});
