import { existsSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

// JavaScript, as whichever Node the machine has must be able to run it: it finds the one that the project brings.

const oldestThatRunsTypes = 24;
const brought = fileURLToPath(new URL("../../../node_modules/node/bin/node", import.meta.url));

/**
 * Runs a file with the project's own Node, in place of this process where Node can do that, else as its child, which
 * gets its signals and gives it its exit code.
 *
 * @param {URL} file what is run, with the arguments of this process
 * @param {readonly string[]} flags options of Node
 */
export const runWithProjectNode = (file, flags = []) => {
  const node = existsSync(brought) ? realpathSync(brought) : process.execPath;
  const [major = "0"] = process.versions.node.split(".");
  if (node === process.execPath && Number(major) < oldestThatRunsTypes) {
    process.stderr.write(
      `Beseda runs on Node ${oldestThatRunsTypes}, and this is ${process.version}. “npx pnpm install” in its folder brings the right one.\n`,
    );
    process.exitCode = 1;
    return;
  }
  if (node === process.execPath && flags.length === 0) {
    void import(file.href);
    return;
  }
  const arguments_ = [...flags, fileURLToPath(file), ...process.argv.slice(2)];
  if (process.execve !== undefined && process.platform !== "win32") {
    process.execve(node, [node, ...arguments_], process.env);
    return;
  }
  void runAsChild(node, arguments_);
};

const runAsChild = async (node, arguments_) => {
  // Loaded for it alone.
  const { spawn } = await import("node:child_process");
  const child = spawn(node, arguments_, { stdio: "inherit" });
  // Ctrl-C reaches the child by the terminal; what is sent to this process alone is passed on.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + signalNumbers[signal];
  });
};

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };
