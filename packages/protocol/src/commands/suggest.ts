import type { Command, CommandTable } from "./command.ts";
import { editDistance } from "./edit-distance.ts";
import { onCyrillicLayout, onLatinLayout } from "./keyboard-layout.ts";

const namesOf = ({ name, aliases }: Command): readonly string[] => [name, ...aliases];

/** The command of that name or alias, in any case. */
export const findCommand = <Invocation>(
  typed: string,
  table: CommandTable<Invocation>,
): Command<Invocation> | undefined => {
  const name = typed.toLowerCase();
  return Object.values(table).find((row) => namesOf(row).includes(name));
};

/** A longer word than this is no slip of the keyboard. */
const longestSlip = 24;

/** Name of the command that was probably meant: a slip, a beginning, or the other keyboard layout. */
export const suggestCommand = (typed: string, table: CommandTable): string | undefined => {
  if (typed === "" || typed.length > longestSlip) return undefined;
  const readings = [typed.toLowerCase(), onLatinLayout(typed), onCyrillicLayout(typed)];
  const candidates = Object.values(table).flatMap((row) =>
    namesOf(row).map((name) => ({
      command: row.name,
      slips: readings.some((reading) => name.startsWith(reading))
        ? 0
        : Math.min(...readings.map((reading) => editDistance(reading, name))),
      // A slip in a word of two letters makes another word.
      allowed: Math.floor(name.length / 3),
    })),
  );
  return candidates
    .filter(({ slips, allowed }) => slips <= allowed)
    .toSorted((one, other) => one.slips - other.slips)[0]?.command;
};
