import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

const common = {
  /** A short form: fewer rounds, less time. */
  quick: { type: "boolean", default: false },
  /** One line of JSON and nothing else on stdout. */
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

export interface CommonOptions {
  readonly quick: boolean;
  readonly json: boolean;
  /** The options that the benchmark itself understands, as typed. */
  readonly own: Readonly<Record<string, string | undefined>>;
}

/**
 * The options of a benchmark: `--quick`, `--json` and those of its own, each of which takes a value. Ends the process
 * with a sentence if they are not understood.
 */
export const readOptions = (args: readonly string[], own: readonly string[] = []): CommonOptions => {
  const options: ParseArgsOptionsConfig = { ...common };
  for (const name of own) options[name] = { type: "string" };
  try {
    const { values } = parseArgs({ args: [...args], options });
    const typed = own.map((name) => [name, values[name]] as const);
    return {
      quick: values["quick"] === true,
      json: values["json"] === true,
      own: Object.fromEntries(
        typed.map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
      ),
    };
  } catch {
    process.stderr.write(`Options: ${["quick", "json", ...own].map((name) => `--${name}`).join(" ")}\n`);
    return process.exit(1);
  }
};

/** Reports what goes on: on stderr, so that stdout has the result alone. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);
