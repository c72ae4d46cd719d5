import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { piecesOf } from "./addresses.ts";

const links = (text: string) =>
  piecesOf(text)
    .filter(({ kind }) => kind === "link")
    .map((piece) => piece.text);

describe("links", () => {
  test("[web] the end of a sentence is not part of an address", () => {
    expect(links("Смотри https://example.org/a?b=c#d.")).toEqual(["https://example.org/a?b=c#d"]);
    expect(links("(см. http://example.org/x)")).toEqual(["http://example.org/x"]);
    expect(links("https://example.org/a_(b), и всё")).toEqual(["https://example.org/a_(b)"]);
    expect(links("«https://example.org»")).toEqual(["https://example.org"]);
  });

  test("[web] nothing but http and https becomes a link", () => {
    expect(links("javascript:alert(1) data:text/html,x ftp://example.org mailto:a@example.org")).toEqual([]);
    expect(links("https:// и http://")).toEqual([]);
  });

  test("[web] the pieces are the text again, and every link goes to the web", () => {
    const word = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.constantFrom("https://", ").", "(", " ", "\n", "javascript:"),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join("");
        const pieces = piecesOf(text);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        for (const { at, text: part } of pieces) expect(text.slice(at, at + part.length)).toBe(part);
        for (const link of links(text)) expect(["http:", "https:"]).toContain(new URL(link).protocol);
      }),
    );
  });
});
