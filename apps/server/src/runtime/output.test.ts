import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Output } from "./output.ts";
import { until } from "../../testing/until.ts";

let folder: string;
let descriptor: number;

const tellLost = (lost: number, why: string): string => `lost ${lost} (${why})\n`;

describe("[OPS-6] what the server writes of itself", () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "beseda-output-"));
    await writeFile(join(folder, "out"), "");
  });
  afterEach(async () => {
    closeSync(descriptor);
    await rm(folder, { recursive: true });
  });

  test("comes whole and in order, also at the end", async () => {
    descriptor = openSync(join(folder, "out"), "a");
    const output = new Output(descriptor, tellLost);
    const entries = Array.from({ length: 50 }, (_, index) => `${index}\n`);
    for (const entry of entries) output.write(entry);
    output.flushSync();
    const written = (): string => readFileSync(join(folder, "out"), "utf8");
    await until(written, () => written() === entries.join(""));
    expect(output.isBroken).toBe(false);
  });

  test("is lost and nothing else where it cannot be written", async () => {
    descriptor = openSync(join(folder, "out"), "r");
    const output = new Output(descriptor, tellLost);
    output.write("раз\n");
    await until(
      () => "a failed write",
      () => output.isBroken,
    );
    output.write("два\n");
    output.flushSync();
    expect(output.isBroken).toBe(true);
  });

  test("and cannot be written stops no server from serving, and none from ending", async () => {
    descriptor = openSync(join(folder, "out"), "r");
    const files = ["--log", join(folder, "messages.json"), "--data", join(folder, "data")];
    const ports = ["--port", "0", "--tcp-port", "0", "--log-format", "json", "--locale", "en"];
    const child = spawn(process.execPath, [join(import.meta.dirname, "../start.js"), ...files, ...ports], {
      stdio: ["ignore", descriptor, "pipe"],
    });
    const ended = once(child, "exit");
    let told = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (told += text));
    await until(
      () => told,
      () => told.includes("Nobody owns"),
    );
    await rm(join(folder, "messages.json"));
    expect(await ended).toEqual([74, null]);
    expect(told).toContain("was deleted under the running server");
  });
});
