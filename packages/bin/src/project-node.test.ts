import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const helper = new URL("project-node.js", import.meta.url).href;

/** Starts a program, with `withoutExecve` as an older Node does. */
const started = (text: string, withoutExecve: boolean): string[] => {
  const program = join(temporaryFolder(), "program.js");
  writeFileSync(program, text);
  const start = join(temporaryFolder(), "start.mjs");
  writeFileSync(
    start,
    `${withoutExecve ? "delete process.execve;" : ""}
    const { runWithProjectNode } = await import(${JSON.stringify(helper)});
    runWithProjectNode(new URL(${JSON.stringify(pathToFileURL(program).href)}), ["--stack-size=900"]);`,
  );
  return [start, "раз", "--два"];
};

const told =
  "process.stdout.write(JSON.stringify([process.execArgv, process.argv.slice(2)])); process.exitCode = 70;";

test.each([false, true])(
  "[START] a program gets its options, its arguments, and gives its exit code (without execve: %s)",
  (withoutExecve) => {
    const { stdout, status } = spawnSync(process.execPath, started(told, withoutExecve), {
      encoding: "utf8",
    });
    expect(JSON.parse(stdout)).toEqual([["--stack-size=900"], ["раз", "--два"]]);
    expect(status).toBe(70);
  },
);

const waits =
  "process.on('SIGTERM', () => { process.stdout.write('ended'); process.exit(3); }); setInterval(() => {}, 1000); process.stdout.write('ready');";

test.each([false, true])(
  "[START] a program that is told to end is given the time to (without execve: %s)",
  async (withoutExecve) => {
    const child = spawn(process.execPath, started(waits, withoutExecve), {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    await once(child.stdout, "data");
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(code).toBe(3);
    await expect.poll(() => said).toBe("readyended");
  },
);
