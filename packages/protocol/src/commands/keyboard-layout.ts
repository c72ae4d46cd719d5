const cyrillic = "йцукенгшщзхъфывапролджэячсмитьбюё";
const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

const sameKey: ReadonlyMap<string, string> = new Map(
  Array.from(cyrillic, (letter, index): [string, string] => [letter, latin[index] ?? letter]),
);

/** What the same keys would have typed with the Latin layout on: «руддщ» was to be “hello”. */
export const onLatinLayout = (typed: string): string =>
  Array.from(typed.toLowerCase(), (letter) => sameKey.get(letter) ?? letter).join("");

const otherKey: ReadonlyMap<string, string> = new Map(Array.from(sameKey, ([one, other]) => [other, one]));

/** What the same keys would have typed with the Russian layout on: “ds[jl” was to be «выход». */
export const onCyrillicLayout = (typed: string): string =>
  Array.from(typed.toLowerCase(), (letter) => otherKey.get(letter) ?? letter).join("");
