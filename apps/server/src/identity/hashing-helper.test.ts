import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { cheapHash } from "../../testing/cheap-hash.ts";
import { HashingHelper } from "./hashing-helper.ts";
import { politeProcess, urgentThread, type Workplace } from "./hashing-workplaces.ts";

const closed = new Error("closed");

describe.each([
  ["a polite process", politeProcess],
  ["an urgent thread", urgentThread],
])("%s that hashes", (_, open) => {
  const begin = (): HashingHelper => {
    const helper = new HashingHelper(open);
    onTestFinished(() => helper.close(closed));
    return helper;
  };

  test("is behind with what nobody waits for until it is done", async () => {
    const helper = begin();
    const late = new AbortController();
    void helper.derive(cheapHash, late.signal);
    expect(helper.isBehind).toBe(false);
    late.abort();
    expect(helper.isBehind).toBe(true);
    expect(await helper.derive(cheapHash)).toHaveLength(32);
    expect(helper.isBehind).toBe(false);
  });

  test("says why it could not", async () => {
    await expect(begin().derive({ ...cheapHash, memory: -1 })).rejects.toThrow("memory");
  });

  test("that ends tells who waits, and begins anew", async () => {
    const places: Workplace[] = [];
    const helper = new HashingHelper((overseer) => {
      const place = open(overseer);
      places.push(place);
      return place;
    });
    onTestFinished(() => helper.close(closed));
    const waiting = helper.derive(cheapHash);
    helper.close(closed);
    await expect(waiting).rejects.toThrow("closed");
    expect(await helper.derive(cheapHash)).toHaveLength(32);
    expect(places).toHaveLength(2);
  });
});

test.runIf(process.platform === "linux")(
  "[SES-7] a program that ends does not wait for a polite process that gets no turn",
  async () => {
    const script = `
      import { readFileSync } from "node:fs";
      import { HashingHelper } from ${JSON.stringify(join(import.meta.dirname, "hashing-helper.ts"))};
      import { politeProcess } from ${JSON.stringify(join(import.meta.dirname, "hashing-workplaces.ts"))};
      const order = { message: "x", nonce: Buffer.alloc(16), memory: 64, passes: 1, parallelism: 1, tagLength: 32 };
      const helper = new HashingHelper(politeProcess);
      await helper.derive(order);
      const polite = readFileSync("/proc/self/task/" + process.pid + "/children", "utf8").trim();
      process.kill(Number(polite), "SIGSTOP");
      const late = new AbortController();
      void helper.derive(order, late.signal);
      late.abort();
      process.stdout.write(polite);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let polite = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (polite += text));
    expect(await once(child, "close")).toEqual([0, null]);
    process.kill(Number(polite), "SIGKILL");
  },
);
