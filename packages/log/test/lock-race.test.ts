import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { link, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LogNotice } from "../src/notice.ts";
import { openLog } from "../src/open/open-log.ts";
import { started } from "../testing/drafts.ts";

const program = fileURLToPath(new URL("../testing/contender.ts", import.meta.url));

/** Another process that competes for a file. */
class Contender {
  readonly child: ChildProcess;
  readonly #answers: Interface;

  constructor(file: string) {
    this.child = spawn(process.execPath, [program, file], { stdio: ["pipe", "pipe", "inherit"] });
    if (!this.child.stdout) throw new Error("no answers");
    this.#answers = createInterface(this.child.stdout);
  }

  async asks(order: "lock" | "free"): Promise<string> {
    const answer = once(this.#answers, "line");
    this.child.stdin?.write(`${order}\n`);
    return String((await answer)[0]);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const ended = once(this.child, "exit");
    if (this.child.exitCode === null && this.child.signalCode === null && this.child.kill(signal))
      await ended;
  }
}

let folder: string;
let names: readonly [string, string];
let contenders: Contender[] = [];
const contender = (name: string): Contender => {
  const made = new Contender(name);
  contenders.push(made);
  return made;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "beseda-lock-"));
  names = [join(folder, "one"), join(folder, "other")];
  await writeFile(names[0], "");
  await link(names[0], names[1]);
});
afterEach(async () => {
  await Promise.all(contenders.map((one) => one.end("SIGKILL")));
  contenders = [];
});

test("[LOG-6] two that want a file at once by two of its names, a hundred times: one has it each time", async () => {
  const two = names.map(contender);
  const winners: number[] = [];
  for (let round = 0; round < 100; round += 1) {
    const answers = await Promise.all(two.map((one) => one.asks("lock")));
    winners.push(answers.filter((answer) => answer === "mine").length);
    await Promise.all(two.map((one) => one.asks("free")));
  }
  expect(winners).toEqual(Array(100).fill(1));
});

test("[LOG-6] who is stopped has it still, and who is killed has it no more", async () => {
  const [holder, other] = [contender(names[0]), contender(names[1])];
  expect(await holder.asks("lock")).toBe("mine");
  holder.child.kill("SIGSTOP");
  expect(await other.asks("lock")).toBe("taken");
  holder.child.kill("SIGCONT");
  expect(await other.asks("lock")).toBe("taken");
  await holder.end("SIGKILL");
  expect(await other.asks("lock")).toBe("mine");
});

test.each([
  ["is", process.env["PATH"] ?? "", []],
  ["is no", "/nowhere", ["lock-of-name"]],
])(
  "[LOG-6] where there %s program for it, the operator is told of the lock that is left",
  async (_, path, kinds) => {
    const before = process.env["PATH"];
    process.env["PATH"] = path;
    const notices: LogNotice[] = [];
    const file = join(folder, "messages.json");
    const onNotice = (notice: LogNotice): void => void notices.push(notice);
    const log = await openLog({ file, data: join(folder, "data"), start: started, onNotice });
    await log.close();
    process.env["PATH"] = before;
    expect(notices.map(({ kind }) => kind)).toEqual(kinds);
  },
);
