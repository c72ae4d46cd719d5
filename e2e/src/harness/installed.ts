import { spawnSync } from "node:child_process";

/** Whether this machine has a program that runs with these arguments. */
export const runs = (command: string, arguments_: readonly string[]): boolean =>
  spawnSync(command, arguments_, { stdio: "ignore" }).status === 0;

/** A Python that can import these modules; undefined where there is none. */
export const pythonWith = (...modules: readonly string[]): string | undefined =>
  ["python3", "/usr/bin/python3", "python"].find((command) =>
    runs(command, ["-c", modules.map((module) => `import ${module}`).join("\n")]),
  );
