import { editDistance, onCyrillicLayout, onLatinLayout } from "@beseda/protocol";

/** What an operator limits a search to. */
export const operators = ["from", "in", "before", "after", "has", "is"] as const;
export type Operator = (typeof operators)[number];

const names: Readonly<Record<Operator, readonly string[]>> = {
  from: ["from", "от"],
  in: ["in", "в"],
  before: ["before", "до"],
  after: ["after", "после"],
  has: ["has", "есть"],
  is: ["is", "это"],
};

/** Values of `has:` and `is:`, in any form that people write. */
export const values = {
  file: ["file", "files", "файл", "файлы"],
  link: ["link", "links", "ссылка", "ссылки"],
  pinned: ["pinned", "закреплено", "закреплённое", "закрепленное"],
} as const;

const byName: ReadonlyMap<string, Operator> = new Map(
  operators.flatMap((operator) => names[operator].map((name): [string, Operator] => [name, operator])),
);

/** Returns the operator of that name, in either language and on either layout. */
export const operatorOf = (typed: string): Operator | undefined => {
  const name = typed.toLowerCase();
  return byName.get(name) ?? byName.get(onLatinLayout(name)) ?? byName.get(onCyrillicLayout(name));
};

/** Whether an operator was probably meant: one letter is wrong, missing, too much or swapped. */
export const isNearOperator = (typed: string): boolean => {
  const name = typed.toLowerCase();
  // One letter of a short word makes it another word.
  return (
    name.length >= 4 &&
    [...byName.keys()].some((known) => known.length >= 4 && editDistance(name, known, 1) === 1)
  );
};
