import type { Command, CommandTable } from "./define-command.ts";
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

/**
 * Name of the command that was probably meant: a slip, a beginning, or the other keyboard layout. Each unknown command
 * is compared to all names, so that it is done with few allocations: a flood of them is paid for by everybody.
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

/** 0 for the beginning of a name; infinite where there are too many to mean it. */
const slipsOf = (readings: readonly string[], name: string): number => {
  if (readings.some((reading) => name.startsWith(reading))) return 0;
  // A slip in a word of two letters makes another word.
  const allowed = Math.floor(name.length / 3);
  const slips = Math.min(...readings.map((reading) => editDistance(reading, name, allowed)));
  return slips <= allowed ? slips : Number.POSITIVE_INFINITY;
};
