import type { Command, CommandTable } from "./define-command.ts";
import { editDistance } from "./edit-distance.ts";
import { onCyrillicLayout, onLatinLayout } from "./keyboard-layout.ts";

const namesOf = ({ name, aliases }: Command): readonly string[] => [name, ...aliases];

/** Finds the command of that name or alias, ignoring case. */
export const findCommand = <Invocation>(
  typed: string,
  table: CommandTable<Invocation>,
): Command<Invocation> | undefined => {
  const name = typed.toLowerCase();
  return Object.values(table).find((row) => namesOf(row).includes(name));
};

/** The longest word that may be a typing error. */
const longestSlip = 24;

/**
 * Returns the name of the command that was probably meant: a typing error, a beginning, or the other keyboard
 * layout. Each unknown command is compared to all names, with few allocations, because everybody pays for a
 * flood of them.
 */
export const suggestCommand = (typed: string, table: CommandTable): string | undefined => {
  if (typed === "" || typed.length > longestSlip) return undefined;
  const readings = [...new Set([typed.toLowerCase(), onLatinLayout(typed), onCyrillicLayout(typed)])];
  let meant: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const row of Object.values(table)) {
    for (const name of namesOf(row)) {
      const slips = slipsOf(readings, name);
      if (slips >= fewest) continue;
      fewest = slips;
      meant = row.name;
    }
  }
  return meant;
};

/** Counts typing errors: 0 for the beginning of a name; infinite if there are too many to mean it. */
const slipsOf = (readings: readonly string[], name: string): number => {
  if (readings.some((reading) => name.startsWith(reading))) return 0;
  // An error in a word of two letters makes it another word.
  const allowed = Math.floor(name.length / 3);
  const slips = Math.min(...readings.map((reading) => editDistance(reading, name, allowed)));
  return slips <= allowed ? slips : Number.POSITIVE_INFINITY;
};
