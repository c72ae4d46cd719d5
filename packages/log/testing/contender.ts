import { closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import { lockFile } from "../src/disk/file-lock.ts";

// A process that takes and releases the lock of a file on the commands `lock` and `free`, one per line; it
// answers each with a line.

const [file = ""] = process.argv.slice(2);
let descriptor: number | undefined;

const lock = async (): Promise<string> => {
  const opened = openSync(file, "r+");
  try {
    await lockFile(file, opened);
    descriptor = opened;
    return "mine";
  } catch {
    closeSync(opened);
    return "taken";
  }
};

const free = (): string => {
  if (descriptor !== undefined) closeSync(descriptor);
  descriptor = undefined;
  return "free";
};

for await (const order of createInterface(process.stdin)) {
  process.stdout.write(`${order === "lock" ? await lock() : free()}\n`);
}
