import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";

/** The machine on which a browser is sought. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly architecture: NodeJS.Architecture;
  /** Whether system packages may be installed without asking. */
  readonly isRoot: boolean;
  /** The complete environment of the programs that are run. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** The folder for files that are made once. */
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

/** Returns the output of a program; undefined if it is absent, cannot be run, or failed. */
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

/** Finds a program in the folders of `PATH`. */
export const onPath = async (name: string, { env }: Machine): Promise<string | undefined> => {
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // The program is not in this folder.
    }
  }
  return undefined;
};
