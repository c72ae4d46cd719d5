import { parseMarkup } from "@beseda/markup";
import * as fc from "fast-check";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { expect, test } from "vitest";
import { lighterMicromark } from "../lighter-micromark.ts";

/** Builds the markup as the page has it. */
const lighter = async (): Promise<{ readonly parseMarkup: typeof parseMarkup }> => {
  const input = fileURLToPath(import.meta.resolve("@beseda/markup"));
  const built = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [lighterMicromark()],
    // Not what is meant for development, which a test would get.
    resolve: { conditions: ["module", "browser", "production"] },
    build: { write: false, minify: false, rolldownOptions: { input, preserveEntrySignatures: "strict" } },
  });
  const [chunk] = "output" in built ? built.output : [];
  if (chunk?.type !== "chunk") throw new Error("the markup was not built");
  expect(chunk.code).not.toContain('name: "htmlFlow"');
  return import(`data:text/javascript;base64,${Buffer.from(chunk.code).toString("base64")}`);
};

const piece = fc.constantFrom(
  ..."*_~|`[]()<>!&\\#-+=>:;\n \t1.ab".split(""),
  "**",
  "||",
  "```",
  "&amp;",
  "<b>",
  "<!--",
  "https://example.org/",
  "[a](https://example.org)",
  "![a](b)",
  "[a]: https://example.org",
  "<https://example.org>",
  "===",
  "    ",
  "  \n",
);

test("[MD-2] a message is read in the page as anywhere else, without the parts of CommonMark that no message has", async () => {
  const { parseMarkup: parseLighter } = await lighter();
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      expect(parseLighter(text)).toEqual(parseMarkup(text));
    }),
    { numRuns: 2000 },
  );
});
