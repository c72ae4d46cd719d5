import { expect, test } from "vitest";
import { cleanData } from "./clean-data.ts";

const hostile = "\u009B31m\u202Eяд\u2066\u2028\u200B\u{E0041}\u0085";
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const harmful = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\u200B]|\u{E0041}/u;

test.each(["json", "ndjson"])(
  "[ANL-6] %s that is shown in a terminal says the same, and does nothing",
  (format) => {
    const json = JSON.stringify({ [hostile]: `\u001B]0;чат\u0007${hostile}` }, undefined, 2);
    const shown = cleanData(json, format);
    expect(shown).not.toMatch(harmful);
    expect(JSON.parse(shown)).toEqual(JSON.parse(json));
  },
);

test.each(["csv", "prometheus", "markdown"])("[ANL-6] nor does %s, line by line", (format) => {
  const shown = cleanData(`a,b\r\n\u001B]0;чат\u0007,${hostile}\r\nдальше\n`, format);
  expect(shown).not.toMatch(harmful);
  expect(shown.split("\n")).toEqual(["a,b", expect.stringContaining("яд"), "дальше", ""]);
});
