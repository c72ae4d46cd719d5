import { expect, test } from "vitest";
import { mentionBefore, namesFor, withMention } from "./mention.ts";

const names = ["Борис", "Боря", "Вера Павловна", 'Яна "Я"'];
const offered = (typed: string) => {
  const mention = mentionBefore(typed, typed.length);
  return mention && namesFor(mention, names);
};
const chosen = (typed: string, name: string, rest = "") => {
  const mention = mentionBefore(typed, typed.length);
  return mention && withMention(typed + rest, typed.length, { mention, name });
};

test("[MSG-5] a name that begins as what stands behind an @ is offered, but not within a word, nor a whole one", () => {
  expect(offered("чай, @")).toEqual(names);
  expect(offered("(@бор")).toEqual(["Борис", "Боря"]);
  expect(offered('@"вера п')).toEqual(["Вера Павловна"]);
  expect(offered("@Борис")).toEqual([]);
  expect(offered("boris@")).toBeUndefined();
  expect(offered("@Борис, ")).toBeUndefined();
  expect(offered("чай")).toBeUndefined();
});

test("[MSG-5] the chosen name stands where it was begun, in quotes if it needs them, and one goes on behind it", () => {
  expect(chosen("а @бо", "Боря", " и ты")).toEqual({ text: "а @Боря и ты", caret: 8 });
  expect(chosen("@", "Вера Павловна")).toEqual({ text: '@"Вера Павловна" ', caret: 17 });
  expect(chosen("@я", 'Яна "Я"')).toEqual({ text: '@«Яна "Я"» ', caret: 11 });
});
