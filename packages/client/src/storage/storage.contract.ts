import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClientStorage, StoredMessage } from "../storage.ts";

export interface StorageUnderTest {
  readonly name: string;
  /** An empty place, and the way to open a storage on it, as a tab or a terminal does; any number of times. */
  readonly place: () => Promise<{ readonly open: () => ClientStorage }>;
}

const messageOf = (id: string, more: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  room: "lobby",
  text: `Привет от ${id} 👋`,
  time: "2026-11-21T10:00:00.000Z",
  ...more,
});

const idsIn = async (storage: ClientStorage): Promise<readonly string[]> =>
  (await storage.messages()).map(({ id }) => id);

/** Tests the contract that every implementation of {@link ClientStorage} keeps. */
export const storageContract = ({ name, place }: StorageUnderTest): void => {
  describe(`the contract of a storage: ${name}`, () => {
    test("an empty one has no token and no messages", async () => {
      const storage = (await place()).open();
      expect(await storage.token()).toBeUndefined();
      expect(await storage.messages()).toEqual([]);
    });

    test("[DEL-1] gives back whole what was put, in the order of putting, to whoever opens it next", async () => {
      const { open } = await place();
      const storage = open();
      const messages = [
        messageOf("z"),
        messageOf("a", { reply_to: 7, action: true, sender: { client_id: "Client_1", log: "log-1" } }),
        messageOf("c", {
          room: ">c",
          command: { name: "join", arguments: { room: "сад" }, room: "lobby", begun: "run-1" },
        }),
        messageOf("h", { room: ">c" }),
        messageOf("m:1.2-3", { text: "две\nстроки", failed: "refused" }),
      ];
      for (const message of messages) await storage.put(message);
      expect(await storage.messages()).toEqual(messages);
      expect(await open().messages()).toEqual(messages);
    });

    test("[DEL-1] a message that is put again replaces itself in its place, whoever puts it", async () => {
      const { open } = await place();
      const storage = open();
      for (const id of ["a", "b", "c"]) await storage.put(messageOf(id));
      await open().put(messageOf("a", { failed: "refused" }));
      await storage.put(messageOf("b", { text: "another" }));
      expect(await storage.messages()).toEqual([
        messageOf("a", { failed: "refused" }),
        messageOf("b", { text: "another" }),
        messageOf("c"),
      ]);
    });

    test("what was removed is gone, and removing what is not there is no error", async () => {
      const { open } = await place();
      const storage = open();
      await storage.put(messageOf("a"));
      await storage.put(messageOf("b"));
      await open().remove("a");
      await storage.remove("a");
      await storage.remove("never");
      expect(await idsIn(storage)).toEqual(["b"]);
    });

    test("[DEL-1] the last token is kept", async () => {
      const { open } = await place();
      const storage = open();
      await storage.setToken("first");
      await open().setToken("second");
      expect(await storage.token()).toBe("second");
      expect(await open().token()).toBe("second");
    });

    test("[CLI-5] a token that is given stays where another one was given to somebody else meanwhile", async () => {
      const { open } = await place();
      const storage = open();
      expect(await storage.exchangeToken(undefined, "first")).toBe("first");
      expect(await open().exchangeToken(undefined, "second")).toBe("first");
      expect(await open().exchangeToken("first", "third")).toBe("third");
      expect(await storage.exchangeToken("first", "fourth")).toBe("third");
      expect(await open().token()).toBe("third");
    });

    test("[CLI-5] of several that are given a token at once, all keep the same", async () => {
      const { open } = await place();
      const given = ["one", "two", "three", "four"];
      const kept = await Promise.all(given.map((token) => open().exchangeToken(undefined, token)));
      expect(new Set(kept).size).toBe(1);
      expect(await open().token()).toBe(kept[0]);
    });

    test("[DEL-1] several at once lose nothing of each other's", async () => {
      const { open } = await place();
      const storages = [open(), open(), open()];
      await Promise.all(
        storages.flatMap((storage, owner) =>
          Array.from({ length: 20 }, async (_, index) => {
            await storage.put(messageOf(`${owner}-${index}`));
            if (index % 4 === 0) await storage.remove(`${owner}-${index}`);
          }),
        ),
      );
      const ids = await idsIn(open());
      expect(ids).toHaveLength(45);
      expect(new Set(ids).size).toBe(45);
    });

    test("[DEL-1] any run of putting and removing leaves what a list in memory would", () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.constantFrom("put", "remove"), fc.constantFrom("a", "b", "c", "d")), {
            maxLength: 25,
          }),
          async (steps) => {
            const { open } = await place();
            const storage = open();
            const expected = new Map<string, StoredMessage>();
            for (const [index, [act, id]] of steps.entries()) {
              const message = messageOf(id, { text: `${index}` });
              if (act === "put") await storage.put(message);
              else await storage.remove(id);
              if (act === "put") expected.set(id, message);
              else expected.delete(id);
            }
            expect(await open().messages()).toEqual([...expected.values()]);
          },
        ),
        { numRuns: 40 },
      ));
  });
};
