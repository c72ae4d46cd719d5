import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { builtFolder } from "./built-folder.ts";

/** Exit codes from `sysexits.h`: an error in the program, and a missing permission. */
const exitCodes = { failed: 70, "not-writable": 77 } as const;

/** Starts the program of an app as built from its sources; if it cannot be built, says why and exits. */
export const startProgram = async (home: URL): Promise<void> => {
  await import(pathToFileURL(join(await folderOrEnd(resolve(fileURLToPath(home))), "main.js")).href);
};

const folderOrEnd = async (home: string): Promise<string> => {
  try {
    return await builtFolder(home);
  } catch (error) {
    const { NotBuilt } = await import("./not-built.ts");
    if (!(error instanceof NotBuilt)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(exitCodes[error.code]);
  }
};
