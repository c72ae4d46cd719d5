import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { FakeChatClient } from "@beseda/client/testing";
import { describe, expect, test } from "vitest";
import { fileStorage } from "@beseda/client/node";
import { homeFolder, usualFolder } from "./folder.ts";
import { identityOnly } from "./identity-only.ts";
import { Profiles } from "./profiles.ts";

const newRoot = (): string => mkdtempSync(join(tmpdir(), "beseda-profiles-"));

const url = "http://127.0.0.1:8765";
const open = (root: string): Profiles => new Profiles(root, url);

describe("profiles", () => {
  test("[CLI-5] the same name finds the same folder, however it is written, and another name another", () => {
    const root = newRoot();
    const anna = open(root).open("Анна", true);
    expect(open(root).open("анна", true).folder).toBe(anna.folder);
    expect(open(root).open("Борис", true).folder).not.toBe(anna.folder);
    expect(statSync(anna.folder).mode & 0o777).toBe(0o700);
  });

  test("the last name is suggested, but not that of a live view or a script", () => {
    const root = newRoot();
    expect(open(root).lastName).toBeUndefined();
    open(root).open("Терминал", false);
    open(root).open("Анна", true);
    open(root).open("Терминал", false);
    expect(open(root).lastName).toBe("Анна");
  });

  test("[CLI-5] who takes another name stays in their folder, and nobody who was called so loses theirs", async () => {
    const root = newRoot();
    const vera = open(root).open("Вера", true);
    const first = new FakeChatClient({ name: "Вера" });
    open(root).follow(vera, first);
    first.greet({ client_id: "Client_1" });
    const anna = open(root).open("Анна", true);
    const second = new FakeChatClient({ name: "Анна" });
    open(root).follow(anna, second);
    second.greet({ client_id: "Client_2" });
    await second.rename("Вера");
    expect(open(root).lastName).toBe("Вера");
    expect(open(root).open("Анна", true).folder).not.toBe(anna.folder);
    const greeted = { log: "log-1", name: "Вера" };
    expect(open(root).openKnown({ ...greeted, client_id: "Client_1" }).folder).toBe(vera.folder);
    expect(open(root).openKnown({ ...greeted, client_id: "Client_2" }).folder).toBe(anna.folder);
  });

  test("[CLI-5] who logs in as somebody who was never here does not become a guest of that name", () => {
    const root = newRoot();
    const guest = open(root).open("Анна", true);
    const account = open(root).openKnown({ log: "log-1", client_id: "Client_9", name: "Анна" });
    expect(account.folder).not.toBe(guest.folder);
  });

  test("[CLI-5] what an earlier version has left is taken over: names, folders and what is in them", async () => {
    const root = newRoot();
    const people = [
      { name: "Анна", folder: "folder-1" },
      { name: "Борис", folder: "folder-2" },
    ];
    writeFileSync(join(root, "people.json"), JSON.stringify({ last: "Анна", people }));
    const earlier = fileStorage(join(root, "folder-1"), url);
    await earlier.setToken("token of Анна");
    const message = { id: "1", room: "lobby", text: "Привет", time: "2026-11-21T10:00:00.000Z" };
    await earlier.put(message);
    await fileStorage(join(root, "folder-2"), "http://elsewhere:1").setToken("token of Борис");
    expect(open(root).lastName).toBe("Анна");
    const anna = open(root).open("Анна", true);
    const storage = fileStorage(anna.folder, url);
    expect(await storage.token()).toBe("token of Анна");
    expect(await storage.messages()).toEqual([message]);
    expect(new Profiles(root, "http://elsewhere:1").lastName).toBe("Борис");
  });

  test("a damaged file costs a question and nothing else", () => {
    const root = newRoot();
    writeFileSync(
      join(root, "people.json"),
      '{"last": 7, "people": [{"name": "Анна", "folder": "../../etc"}, 3]}',
    );
    expect(open(root).lastName).toBeUndefined();
    expect(open(root).open("Анна", true).folder.startsWith(root)).toBe(true);
    writeFileSync(join(root, "identities.json"), "{");
    open(root).open("Анна", true);
    expect(readFileSync(join(root, "identities.json"), "utf8")).toContain("Анна");
  });

  test.each([
    ["linux", {}, "/home/anna/.local/state/beseda"],
    ["linux", { XDG_STATE_HOME: "/s" }, "/s/beseda"],
    // A path that is not absolute would mean another folder each time (XDG Base Directory Specification).
    ["linux", { XDG_STATE_HOME: "s" }, "/home/anna/.local/state/beseda"],
    ["darwin", {}, "/home/anna/Library/Application Support/Beseda"],
    ["win32", { LOCALAPPDATA: "C:\\Local" }, "C:\\Local\\Beseda"],
  ] as const)("on %s with %j all is kept in %s", (platform, env, folder) => {
    expect(usualFolder({ platform, env, home: "/home/anna" })).toBe(folder);
  });

  test("a home that is set to nothing is not the folder that one happens to be in", () => {
    const { HOME } = process.env;
    process.env["HOME"] = "";
    expect(isAbsolute(homeFolder())).toBe(true);
    process.env["HOME"] = HOME;
  });
});

describe("the storage of a script", () => {
  test("keeps the identity and no messages", async () => {
    let token: string | undefined;
    const kept: string[] = [];
    const storage = identityOnly({
      token: async () => token,
      setToken: async (value) => {
        token = value;
      },
      exchangeToken: async (_, given) => given,
      messages: async () => [],
      put: async ({ id }) => {
        kept.push(id);
      },
      remove: async () => undefined,
    });
    await storage.setToken("t");
    const message = { id: "1", room: "lobby", text: "Привет", time: "2026-11-21T10:00:00.000Z" };
    await storage.put(message);
    expect(token).toBe("t");
    expect(await storage.messages()).toEqual([message]);
    await storage.remove("1");
    expect(await storage.messages()).toEqual([]);
    expect(kept).toEqual([]);
  });
});
