import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText, hostileTexts } from "../testing/texts.ts";
import { drawn, linksIn, spanDepthOf, blockDepthOf, wordsIn } from "../testing/drawn.ts";
import { bounds } from "./bounds.ts";
import { parseMarkup } from "./parse-markup.ts";

const shown = (text: string) => drawn(parseMarkup(text));

/** How many spans, codes and links a tree has. */
const spansIn = (tree: unknown): number =>
  JSON.stringify(tree).match(/"kind":"(?:emphasis|strong|strike|spoiler|code|link)"/gu)?.length ?? 0;

describe("markup", () => {
  test.each([
    ["*курсив* и _курсив_", "<em>курсив</em> и <em>курсив</em>"],
    ["**жирно**, ~~нет~~", "<strong>жирно</strong>, <strike>нет</strike>"],
    ["***оба*** и **a *b* c**", "<em><strong>оба</strong></em> и <strong>a <em>b</em> c</strong>"],
    ["||**кто** `убил`||", "<spoiler><strong>кто</strong> <code>убил</code></spoiler>"],
    ["«*важно*» (_да_)!", "«<em>важно</em>» (<em>да</em>)!"],
    ["`a * b * c` `` ` ``", "<code>a * b * c</code> <code>`</code>"],
    ["**две\nстроки**", "<strong>две\nстроки</strong>"],
  ])("[MD-1] spans are made by marks around words: %j", (text, tree) => {
    expect(shown(text)).toBe(tree);
  });

  test.each([
    ["> цитата\nответ", "<quote>цитата</quote>|ответ"],
    ["> a\n> > b", "<quote>a|<quote>b</quote></quote>"],
    [
      "список:\n- a\n- b\n  - c",
      "список:|<list><item>a</item><item>b|<list><item>c</item></list></item></list>",
    ],
    ["12. дом\n15. лес", "<list><item 12>дом</item><item 15>лес</item></list>"],
    ["```ts\nlet *x* = 1;\n\n  y\n```\nвот", "<fence ts>let *x* = 1;\n\n  y</fence>|вот"],
    ["```это не язык\nкод\n```", "<fence>это не язык\nкод</fence>"],
    ["> ```\n> код\n> ```", "<quote><fence>код</fence></quote>"],
  ])("[MD-1] blocks begin and end with lines: %j", (text, tree) => {
    expect(shown(text)).toBe(tree);
  });

  test.each([
    "snake_case_here и кириллица_с_подчёркиваниями",
    "2*3*4 = 24, a * b, a ** b, 5 * 3 * 2",
    "if (a||b||c) { x ~~ y } ~один~ |два|",
    "одна звёздочка* и _одно подчёркивание",
    ">:( и >= и >18 и -> туда\n>18",
    "# Заголовок\n---\n***\n| a | b |\n|---|---|",
    "сноска[^1] и [ссылка][1] и [скобки]",
    "&lt;b&gt; &amp; &#65; <b>жирно</b> <!-- x -->",
    "    четыре пробела\n  два\n\n\nи пустые строки  ",
    "-5 градусов\n*\n>\n```",
    "1) раз\n2) два",
    "C:\\Users\\Анна, \\\\server, \\d+",
    "****** ____ |||| ~~~~",
    "строка\nза строкой\n\nпосле пустой",
  ])("[MD-2] is as it was typed: %j", (text) => {
    expect(drawn(parseMarkup(text))).toBe(text.replace("\n>\n", "|>|"));
    expect(wordsIn(parseMarkup(text))).toBe(text);
  });

  test("[MD-2] a backslash takes the meaning of a mark, and of nothing else", () => {
    expect(shown("\\*не курсив\\* \\`нет\\` \\[x](https://example.org/)")).toContain(
      "*не курсив* `нет` [x](",
    );
    expect(shown("\\n \\. \\\\")).toBe("\\n \\. \\\\");
  });

  test("[MD-2] whatever is typed, its letters are shown, each once and in order", () => {
    const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, "");
    fc.assert(
      fc.property(anyText, (text) => {
        expect(letters(wordsIn(parseMarkup(text)))).toBe(letters(text));
      }),
      { numRuns: 500 },
    );
  });

  test("[MD-3] nothing but http, https and mailto becomes a link", () => {
    const link = "<a https://example.org/>сюда</a>";
    expect(shown("[сюда](https://example.org/)")).toBe(link);
    expect(shown("[**сюда**](mailto:anna@example.org)")).toBe(
      "<a mailto:anna@example.org><strong>сюда</strong></a>",
    );
    for (const href of [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "java\\script:alert(1)",
      "javascript&colon;alert(1)",
      "&#106;avascript:alert(1)",
      "data:text/html,<script>x</script>",
      "vbscript:msgbox(1)",
      "file:///etc/passwd",
      "blob:https://example.org/x",
      "//example.org",
      "/quit",
      "#x",
      "",
    ]) {
      const text = `[сюда](${href})`;
      const parsed = parseMarkup(text);
      expect(linksIn(parsed).map((found) => new URL(found.href).protocol)).not.toContain("javascript:");
      expect(wordsIn(parsed)).toBe(text);
    }
  });

  test("[MD-3] whatever is typed, links lead to the web or to a mailbox", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { href } of linksIn(parseMarkup(text))) {
          expect(["http:", "https:", "mailto:"]).toContain(new URL(href).protocol);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("[MD-3] an address that stands for itself is a link, whatever marks are in it and around it", () => {
    expect(shown("**https://example.org/_a_b**")).toBe(
      "<strong><a https://example.org/_a_b>https://example.org/_a_b</a></strong>",
    );
    expect(shown("||https://example.org/a*b*c||")).toBe(
      "<spoiler><a https://example.org/a*b*c>https://example.org/a*b*c</a></spoiler>",
    );
  });

  test("[MD-3] pictures are as they were typed, and nothing is loaded for them", () => {
    expect(wordsIn(parseMarkup("![кот](https://example.org/cat.png)"))).toBe(
      "![кот](https://example.org/cat.png)",
    );
  });

  test.each(Object.entries(hostileTexts))("[MD-5] what nests without end is bounded: %s", (_, text) => {
    const blocks = parseMarkup(text);
    expect(blockDepthOf(blocks)).toBeLessThanOrEqual(bounds.blockDepth);
    expect(spanDepthOf(blocks)).toBeLessThanOrEqual(bounds.spanDepth + 1);
    expect(spansIn(blocks)).toBeLessThanOrEqual(bounds.spans);
  });

  test("[MD-5] a text that is too long to be read for marks is as it was typed", () => {
    const text = "*а* ".repeat(bounds.longestText);
    expect(wordsIn(parseMarkup(text))).toBe(text);
  });

  test("[MD-5] what is behind the bound is shown, with its marks", () => {
    const text = "- *а*\n".repeat(600);
    const words = wordsIn(parseMarkup(text));
    expect(words.match(/а/gu)).toHaveLength(600);
    expect(words).toContain("- *а*");
  });
});
