import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { areFresh } from "./freshness.ts";

const home = fileURLToPath(new URL("../../", import.meta.url));

/** Where the program lies in a few files. */
export const programFolder = join(home, "dist", "program");
/** The files that it was made of, as they were then. */
export const inputsFile = join(programFolder, "inputs.json");
/** Files besides those that the bundler finds: the libraries, and this launcher. */
export const alsoMadeOf = [
  join(home, "../../pnpm-lock.yaml"),
  ...["ready-program.ts", "make-program.ts", "freshness.ts"].map((file) => join(home, "src/launcher", file)),
];

/**
 * The URL of the program, as a few files that are not older than its sources: a hundred and fifty take twice the time to
 * load, and 20 MB more. Where they cannot be made the sources are run as they are.
 */
export const readyProgram = (): string => {
  if (!areFresh(inputsFile) && !made()) return new URL("../main.ts", import.meta.url).href;
  return pathToFileURL(join(programFolder, "main.js")).href;
};

/** In a process of its own: the bundler's memory, more than all the rest takes, goes with it. */
const made = (): boolean => {
  try {
    const script = fileURLToPath(new URL("make-program.ts", import.meta.url));
    execFileSync(process.execPath, [script], { stdio: "ignore" });
    return areFresh(inputsFile);
  } catch {
    return false;
  }
};
