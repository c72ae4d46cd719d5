import { runTurbo } from "./run-turbo.ts";

/**
 * All apps at once. On a terminal turbo shows them side by side and the terminal client can be typed into; turbo
 * refuses such a task without a terminal, so there the client is a live view.
 */
const onTerminal = process.stdin.isTTY && process.stdout.isTTY;
runTurbo([
  "run",
  "dev",
  ...(onTerminal ? ["dev:typing"] : ["dev:live", "--ui=stream"]),
  ...process.argv.slice(2),
]);
