import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileStorage } from "./file-storage.ts";
import { storageContract } from "./storage.contract.ts";

const url = "http://127.0.0.1:8765";
const message = { id: "a", room: "lobby", text: "Привет", time: "2026-11-21T10:00:00.000Z" };
const here = { root: "" };

beforeAll(async () => {
  here.root = await mkdtemp(join(tmpdir(), "beseda-client-"));
});
afterAll(() => rm(here.root, { recursive: true, force: true }));

const newFolder = (): Promise<string> => mkdtemp(join(here.root, "place-"));

storageContract({
  name: "files",
  place: async () => {
    const folder = await newFolder();
    return { open: () => fileStorage(folder, url) };
  },
});

test("nobody but the owner can read the token or a message", async () => {
  const folder = await newFolder();
  const storage = fileStorage(folder, url);
  await storage.setToken("secret");
  await storage.put(message);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const modes = await Promise.all(
    entries.map(async (entry) => {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      return [entry.isDirectory(), mode & 0o777];
    }),
  );
  expect(modes.filter(([isDirectory]) => !isDirectory)).toHaveLength(2);
  for (const [isDirectory, mode] of modes) expect(mode).toBe(isDirectory ? 0o700 : 0o600);
});

test("nothing is made before there is something to keep", async () => {
  const folder = await newFolder();
  const storage = fileStorage(folder, url);
  expect(await storage.token()).toBeUndefined();
  expect(await storage.messages()).toEqual([]);
  await storage.remove("a");
  expect(await readdir(folder)).toEqual([]);
});

test("each server and each person has a folder of its own", async () => {
  const folder = await newFolder();
  await fileStorage(folder, url, "Анна").put(message);
  expect(await fileStorage(folder, "ws://127.0.0.1:8765/", "анна").messages()).toEqual([message]);
  expect(await fileStorage(folder, url, "Борис").messages()).toEqual([]);
  expect(await fileStorage(folder, "http://127.0.0.1:8766", "Анна").messages()).toEqual([]);
});

test("[DEL-1] after kill -9 in the middle of putting, everything that was put is there and whole", async () => {
  const folder = await newFolder();
  const script = `
    import { fileStorage } from ${JSON.stringify(join(import.meta.dirname, "file-storage.ts"))};
    const storage = fileStorage(${JSON.stringify(folder)}, ${JSON.stringify(url)});
    for (let number = 0; ; number += 1) {
      const text = "x".repeat(5000);
      await storage.put({ id: "m" + number, room: "lobby", text, time: new Date().toISOString() });
      process.stdout.write(number + "\\n");
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    output += String(chunk);
    if (output.split("\n").length > 40) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  const last = Number(output.trim().split("\n").at(-1));
  const messages = await fileStorage(folder, url).messages();
  expect(messages.length).toBeGreaterThanOrEqual(last + 1);
  expect(messages.map(({ id }) => id)).toEqual(messages.map((_, index) => `m${index}`));
  expect(messages.every(({ text }) => text.length === 5000)).toBe(true);
});

test("[CLI-10] a damaged file is left out, left where it is, and told", async () => {
  const folder = await newFolder();
  const storage = fileStorage(folder, url);
  await storage.put(message);
  const outbox = join(folder, "127.0.0.1%3A8765", "outbox");
  await writeFile(join(outbox, "torn.json"), '{"order":1,"mess');
  expect(await storage.messages()).toEqual([message]);
  expect(await readFile(join(outbox, "torn.json"), "utf8")).toBe('{"order":1,"mess');
  expect(await storage.unreadable?.()).toEqual([join(outbox, "torn.json")]);
});

test("the folder of two terminals that run at once keeps what each put, in an order that both agree on", async () => {
  const folder = await newFolder();
  const [one, other] = [fileStorage(folder, url), fileStorage(folder, url)];
  for (let index = 0; index < 10; index += 1) {
    await one.put({ ...message, id: `one-${index}` });
    await other.put({ ...message, id: `other-${index}` });
  }
  const seen = await one.messages();
  expect(await other.messages()).toEqual(seen);
  for (const owner of ["one", "other"]) {
    expect(seen.filter(({ id }) => id.startsWith(owner)).map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `${owner}-${index}`),
    );
  }
});

test("[CLI-10] what is no token is shown to no server, and told", async () => {
  const folder = await newFolder();
  const storage = fileStorage(folder, url);
  await storage.setToken("token-1");
  const file = join(folder, "127.0.0.1%3A8765", "token");
  await writeFile(file, "\u0000\u0000tok\n");
  expect(await storage.token()).toBeUndefined();
  expect(await storage.unreadable?.()).toEqual([file]);
  expect(await storage.exchangeToken(undefined, "token-2")).toBe("token-2");
  expect(await storage.token()).toBe("token-2");
});
