import { describe, expect, test } from "vitest";
import type { ChatClient } from "../chat-client.ts";
import { Identities, type IdentitiesParts } from "./identities.ts";

const setUp = (parts: Partial<IdentitiesParts> = {}) => {
  let kept: string | undefined;
  let count = 0;
  const aside: string[] = [];
  const shelf = {
    read: () => kept,
    write: (text: string) => void (kept = text),
    setAside: (text: string) => {
      aside.push(text);
      kept = undefined;
    },
  };
  const open = (more: Partial<IdentitiesParts> = {}) =>
    new Identities({
      shelf,
      address: "chat.example",
      newId: () => `id-${(count += 1)}`,
      ...parts,
      ...more,
    });
  return { open, shelf, aside, damage: () => (kept = "{"), kept: () => kept };
};

describe("local identities", () => {
  test("[CLI-5] one stays itself under another name, and its earlier name is free for somebody else", () => {
    const { open } = setUp();
    const anna = open().begin("Анна");
    open().learn(anna.id, { name: "Вера", asked: "Вера" });
    expect(open().called("вера")).toEqual({ ...anna, name: "Вера", asked: "Вера" });
    expect(open().called("Анна")).toBeUndefined();
    const other = open().begin("Анна");
    expect(other.place).not.toBe(anna.place);
    open().learn(other.id, { name: "Вера" });
    expect(open().list()).toHaveLength(2);
  });

  test("[CLI-5] who was given another name than they asked for is found by both", () => {
    const { open } = setUp();
    const anna = open().begin("Анна");
    open().learn(anna.id, { name: "Анна-2" });
    expect(open().called("Анна")?.id).toBe(anna.id);
    expect(open().called("анна-2")?.id).toBe(anna.id);
  });

  test("[CLI-5] before its first greeting it is nobody's; then it is known by log and client_id", () => {
    const { open } = setUp();
    const anna = open().begin("Анна");
    const greeted = { log: "log-1", client_id: "Client_1", name: "Анна" };
    expect(open().known(greeted)).toBeUndefined();
    open().learn(anna.id, greeted);
    expect(open().known(greeted)?.id).toBe(anna.id);
    expect(open().known({ ...greeted, client_id: "Client_2" })).toBeUndefined();
  });

  test("[CLI-5] who logs in after a repair of the log is who they were, and not a stranger's client of that number", () => {
    const { open } = setUp();
    const anna = open().begin("Анна");
    open().learn(anna.id, { log: "log-1", client_id: "Client_1" });
    expect(open().known({ log: "log-2", client_id: "Client_1", name: "анна" })?.id).toBe(anna.id);
    expect(open().known({ log: "log-2", client_id: "Client_1", name: "Борис" })).toBeUndefined();
  });

  test("[CLI-5] several are there side by side, each server with its own, the last used at the end", () => {
    const { open } = setUp();
    const [anna, boris] = [open().begin("Анна"), open().begin("Борис")];
    open({ address: "elsewhere.example" }).begin("Вера");
    expect(open().last).toBeUndefined();
    open().use(boris.id);
    expect(open().last?.id).toBe(boris.id);
    open().use(anna.id);
    expect(open().last?.id).toBe(anna.id);
    expect(open().list()).toHaveLength(2);
  });

  test("[CLI-5] what an earlier version has left is taken over once, where it is", () => {
    const earlier = () => [{ address: "chat.example", place: "beseda chat.example анна", name: "Анна" }];
    const { open } = setUp({ earlier });
    const anna = open().called("Анна");
    expect(anna).toMatchObject({ place: "beseda chat.example анна" });
    open().learn(anna?.id ?? "", { name: "Аня" });
    expect(open().list()).toMatchObject([{ id: anna?.id, name: "Аня" }]);
  });

  test("[CLI-5] a damaged list costs nothing that an earlier version has left", () => {
    const earlier = () => [{ address: "chat.example", place: "folder", name: "Анна", used: true }];
    const { open, damage } = setUp({ earlier });
    open();
    damage();
    expect(open().last).toMatchObject({ place: "folder" });
  });

  test("[CLI-10] a damaged list is set aside once, never written over", () => {
    const { open, damage, aside } = setUp();
    open().begin("Анна");
    damage();
    open().begin("Борис");
    open().begin("Вера");
    expect(aside).toEqual(["{"]);
    expect(open().list()).toHaveLength(2);
  });

  test("[CLI-5] what a later version has added to an identity stays", () => {
    const { open, shelf, kept } = setUp();
    const later = { id: "1", address: "chat.example", place: "1", name: "Анна", colour: "red" };
    shelf.write(JSON.stringify({ identities: [later] }));
    open().learn("1", { name: "Вера" });
    expect(JSON.parse(kept() ?? "")).toEqual({ identities: [{ ...later, name: "Вера" }] });
  });

  test("[CLI-5] whom an earlier version has kept apart is taken over, behind who is known", () => {
    const { open } = setUp();
    const anna = open().begin("Анна");
    open().use(anna.id);
    const boris = { address: "chat.example", place: "beseda chat.example борис", name: "борис" };
    open().adopt([boris, { ...boris, place: anna.place, name: "анна" }]);
    open().adopt([boris]);
    expect(open().list()).toHaveLength(2);
    expect(open().called("Борис")).toMatchObject({ place: boris.place });
    expect(open().last?.id).toBe(anna.id);
  });

  test("[CLI-10] a disk that takes nothing more does not end what follows a server", () => {
    const { open, shelf } = setUp();
    const anna = open().begin("Анна");
    const refusing = {
      ...shelf,
      write: () => {
        throw new Error("ENOSPC");
      },
    };
    const snapshot = () => ({
      welcome: { log: "log-1" },
      me: { client_id: "Client_1", name: "Вера" },
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- has all of it that is looked at
    const client = { snapshot, subscribe: () => () => undefined } as unknown as ChatClient;
    expect(() => open({ shelf: refusing }).follow(anna.id, client)).not.toThrow();
  });
});
