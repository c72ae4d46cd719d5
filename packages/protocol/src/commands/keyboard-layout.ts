const cyrillic = "йцукенгшщзхъфывапролджэячсмитьбюё";
const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

const sameKey: ReadonlyMap<string, string> = new Map(
  Array.from(cyrillic, (letter, index): [string, string] => [letter, latin[index] ?? letter]),
);

/** Returns the text that the same keys type on the Latin layout: «руддщ» was meant as “hello”. */
export const onLatinLayout = (typed: string): string =>
  Array.from(typed.toLowerCase(), (letter) => sameKey.get(letter) ?? letter).join("");

const otherKey: ReadonlyMap<string, string> = new Map(Array.from(sameKey, ([one, other]) => [other, one]));

/** Returns the text that the same keys type on the Russian layout: “ds[jl” was meant as «выход». */
export const onCyrillicLayout = (typed: string): string =>
  Array.from(typed.toLowerCase(), (letter) => otherKey.get(letter) ?? letter).join("");
