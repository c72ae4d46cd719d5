import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";

/** The machine that a browser is looked for on. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly architecture: NodeJS.Architecture;
  /** Whether packages of the system may be installed without asking. */
  readonly isRoot: boolean;
  /** What the programs that are run get as their environment, and nothing beside. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Where it is kept what is made once. */
  readonly caches: string;
}

const caches = resolve(import.meta.dirname, "../../../../node_modules/.cache");

export const thisMachine = (): Machine => ({
  platform: process.platform,
  architecture: process.arch,
  isRoot: process.getuid?.() === 0,
  env: process.env,
  caches,
});

/** What a program printed; undefined where it is absent, cannot be run, or failed. */
export const outputOf = async (
  command: readonly [string, ...string[]],
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<string | undefined> => {
  const [program, ...arguments_] = command;
  try {
    const { stdout } = await promisify(execFile)(program, arguments_, { env, timeout: 600_000 });
    return stdout;
  } catch {
    return undefined;
  }
};

/** Where a program is among the folders of `PATH`. */
export const onPath = async (name: string, { env }: Machine): Promise<string | undefined> => {
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // Not in this one.
    }
  }
  return undefined;
};
