import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { usualFolder } from "./folder.ts";
import { identityOnly } from "./identity-only.ts";
import { Profiles } from "./profiles.ts";

const newRoot = (): string => mkdtempSync(join(tmpdir(), "beseda-profiles-"));

describe("profiles", () => {
  test("the same name finds the same folder, however it is written, and another name another", () => {
    const root = newRoot();
    const anna = new Profiles(root).open("Анна", true);
    expect(new Profiles(root).open("анна", true).folder).toBe(anna.folder);
    expect(new Profiles(root).open("Борис", true).folder).not.toBe(anna.folder);
    expect(statSync(anna.folder).mode & 0o777).toBe(0o700);
  });

  test("the last name is suggested, but not that of a live view or a script", () => {
    const root = newRoot();
    expect(new Profiles(root).lastName).toBeUndefined();
    new Profiles(root).open("Анна", true);
    new Profiles(root).open("Терминал", false);
    expect(new Profiles(root).lastName).toBe("Анна");
  });

  test("who takes another name is found by it, and the old name is free for somebody else", () => {
    const root = newRoot();
    const anna = new Profiles(root).open("Анна", true);
    anna.rename("Вера");
    expect(new Profiles(root).lastName).toBe("Вера");
    expect(new Profiles(root).open("Вера", true).folder).toBe(anna.folder);
    expect(new Profiles(root).open("Анна", true).folder).not.toBe(anna.folder);
  });

  test("a damaged file costs a question and nothing else", () => {
    const root = newRoot();
    writeFileSync(
      join(root, "people.json"),
      '{"last": 7, "people": [{"name": "Анна", "folder": "../../etc"}, 3]}',
    );
    expect(new Profiles(root).lastName).toBeUndefined();
    expect(new Profiles(root).open("Анна", true).folder.startsWith(root)).toBe(true);
    writeFileSync(join(root, "people.json"), "{");
    new Profiles(root).open("Анна", true);
    expect(readFileSync(join(root, "people.json"), "utf8")).toContain("Анна");
  });

  test.each([
    ["linux", {}, "/home/anna/.local/state/beseda"],
    ["linux", { XDG_STATE_HOME: "/s" }, "/s/beseda"],
    ["darwin", {}, "/home/anna/Library/Application Support/Beseda"],
    ["win32", { LOCALAPPDATA: "C:\\Local" }, "C:\\Local\\Beseda"],
  ] as const)("on %s with %j all is kept in %s", (platform, env, folder) => {
    expect(usualFolder({ platform, env, home: "/home/anna" })).toBe(folder);
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
