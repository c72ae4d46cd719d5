import { describe } from "vitest";
import { installed, programCalled, type ProgramName } from "./programs.ts";

/**
 * Describes tests that need programs of the system, in a file called `*.system.test.ts`. If one is absent,
 * they do not run, and their names, which the final summary lists, say why.
 */
export const describeWith = (
  names: readonly ProgramName[],
  tests: (commands: readonly string[]) => void,
): void => {
  const commands = names.map((name) => installed(name) ?? "");
  const absent = names.filter((_, index) => commands[index] === "").map(programCalled);
  const why = absent.length > 0 ? `no ${absent.join(", no ")} here` : "installed";
  describe.skipIf(absent.length > 0)(`with ${names.map(programCalled).join(", ")} (${why})`, () => {
    tests(commands);
  });
};
