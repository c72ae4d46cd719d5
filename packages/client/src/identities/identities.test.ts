import { describe, expect, test } from "vitest";
import { Identities, type IdentitiesParts } from "./identities.ts";

const setUp = (parts: Partial<IdentitiesParts> = {}) => {
  let kept: string | undefined;
  let count = 0;
  const shelf = { read: () => kept, write: (text: string) => void (kept = text) };
  const open = (more: Partial<IdentitiesParts> = {}) =>
    new Identities({
      shelf,
      address: "chat.example",
      newId: () => `id-${(count += 1)}`,
      ...parts,
      ...more,
    });
  return { open, shelf, damage: () => (kept = "{") };
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
    const greeted = { log: "log-1", client_id: "Client_1" };
    expect(open().known(greeted)).toBeUndefined();
    open().learn(anna.id, greeted);
    expect(open().known(greeted)?.id).toBe(anna.id);
    expect(open().known({ ...greeted, log: "log-2" })).toBeUndefined();
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
});
