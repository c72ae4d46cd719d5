const cyrillic = "йцукенгшщзхъфывапролджэячсмитьбю.ё";
const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`";

const sameKey: ReadonlyMap<string, string> = new Map(
  Array.from(cyrillic, (letter, index) => [letter, latin[index] ?? letter]),
);

/** The Latin letter on the key that a Russian letter is on: with the other layout left on, «руддщ» was to be “hello”. */
export const onLatinLayout = (typed: string): string =>
  Array.from(typed.toLowerCase(), (letter) => sameKey.get(letter) ?? letter).join("");
