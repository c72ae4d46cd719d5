import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { tell } from "./options.ts";

const folder = resolve(import.meta.dirname, "../peers");

/** Path of a peer's program, or of something that it runs on. */
export const peerPath = (...parts: readonly string[]): string => join(folder, ...parts);

/**
 * Installs the peers if they are missing: into a folder of their own, so that people who only work on this
 * project do not carry them.
 * @throws {Error} if npm could not
 */
export const installPeers = (): void => {
  const wanted = ["bun", "socket.io", "ws", "@trpc/server", "zod", "@duckdb/node-api"];
  if (wanted.every((name) => existsSync(peerPath("node_modules", name, "package.json")))) return;
  tell("Installing what this server is compared with…");
  const flags = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  const { status } = spawnSync("npm", ["install", ...flags], { cwd: folder, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(`npm could not install the peers; try «npm install» in ${folder}.`);
  // Bun's own install script brings the program for this machine; npm may hold such scripts back.
  const bun = spawnSync(peerPath("node_modules/.bin/bun"), ["--version"], { stdio: "ignore" });
  if (bun.status !== 0)
    spawnSync(process.execPath, [peerPath("node_modules/bun/install.js")], { stdio: "ignore" });
};
