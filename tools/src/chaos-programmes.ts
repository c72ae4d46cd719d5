/** A program that torments something for as long as wanted. */
export interface Programme {
  readonly file: string;
  /** Each takes a value. */
  readonly options: readonly string[];
}

/** The long form of the fault tests, by what they torment. */
export const programmes: Readonly<Record<string, Programme>> = {
  log: { file: "packages/log/testing/chaos/main.ts", options: ["seed", "states", "kills", "flips"] },
  delivery: {
    file: "e2e/src/chaos/main.ts",
    options: ["seed", "clients", "messages", "faults", "restarts", "people", "acts", "fanout"],
  },
  disk: {
    file: "e2e/src/chaos/disk/main.ts",
    options: ["seed", "calls", "beside", "fills", "rounds", "only"],
  },
  hostile: {
    file: "e2e/src/chaos/hostile/main.ts",
    options: ["seed", "rounds", "at-once", "addresses", "minutes", "only", "server"],
  },
  races: {
    file: "e2e/src/chaos/races/main.ts",
    options: ["seed", "bans", "invitations", "rounds", "at-once"],
  },
  text: { file: "apps/server/testing/chaos/main.ts", options: ["seed"] },
  walks: {
    file: "e2e/src/chaos/walks/main.ts",
    options: ["seed", "walks", "steps", "at-once", "seat", "put-back"],
  },
};

/** Why a programme cannot begin as it was asked for, as a sentence with what to type; undefined if it can. */
export const problemWith = (name: string, given: readonly string[]): string | undefined => {
  const programme = programmes[name];
  if (!programme) return `Say what to torment: pnpm chaos ${Object.keys(programmes).join("|")} [--seed N]`;
  const known = programme.options.map((option) => `--${option}`);
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index] ?? "";
    const [option = "", value] = word.split("=", 2);
    if (!known.includes(option))
      return `${word} is no option of ${name}: it has ${known.join(", ")}, each with a value.`;
    if (value !== undefined) continue;
    index += 1;
    if (given[index] === undefined || given[index]?.startsWith("-") === true)
      return `${option} needs a value: ${option} N.`;
  }
  return undefined;
};
