import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { databasesOf, indexedDbStorage } from "./indexed-db-storage.ts";
import { storageContract } from "./storage.contract.ts";

storageContract({
  name: "IndexedDB",
  place: () => {
    const url = `http://server-${crypto.randomUUID()}:8765`;
    return Promise.resolve({ open: () => indexedDbStorage(url) });
  },
});

const message = { id: "a", room: "lobby", text: "Привет", time: "2026-11-21T10:00:00.000Z" };

test("each server and each person has a database of its own; the scheme makes no other server", async () => {
  await indexedDbStorage("http://one:8765", "Анна").put(message);
  expect(await indexedDbStorage("ws://one:8765/", "анна").messages()).toEqual([message]);
  expect(await indexedDbStorage("http://one:8765", "Борис").messages()).toEqual([]);
  expect(await indexedDbStorage("http://one:8765").messages()).toEqual([]);
  expect(await indexedDbStorage("http://two:8765", "Анна").messages()).toEqual([]);
});

test("a tab gives way to one that deletes the database, and goes on with a new one", async () => {
  const storage = indexedDbStorage("http://deleted:8765");
  await storage.put(message);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const request = indexedDB.deleteDatabase("beseda deleted:8765");
  request.addEventListener("success", () => {
    resolve();
  });
  request.addEventListener("error", reject);
  await promise;
  expect(await storage.messages()).toEqual([]);
  await storage.put(message);
  expect(await storage.messages()).toEqual([message]);
});

test("[DEL-1] what the browser does not take is told to whoever put it", async () => {
  const storage = indexedDbStorage("http://full:8765");
  // oxlint-disable-next-line typescript/unbound-method -- called with the store it is put back into
  const original = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function refuse(value: unknown): IDBRequest<IDBValidKey> {
    const request = original.call(this, value);
    this.transaction.abort();
    return request;
  };
  try {
    await expect(storage.put(message)).rejects.toThrow("did not keep");
  } finally {
    IDBObjectStore.prototype.put = original;
  }
  expect(await storage.messages()).toEqual([]);
});

test("[CLI-10] what an older version or a hand left there, and is no message, is left out and told", async () => {
  const storage = indexedDbStorage("http://strange:8765");
  await storage.put(message);
  await storage.put({ ...message, id: "b", time: "yesterday" });
  expect(await storage.messages()).toEqual([message]);
  expect(await storage.unreadable?.()).toEqual(["IndexedDB «beseda strange:8765»"]);
});

test("[CLI-5] the databases that an earlier version has called after people are found, those of this server only", async () => {
  await indexedDbStorage("http://earlier:8765", "Анна").put(message);
  await indexedDbStorage("http://earlier:8765", "Борис").put(message);
  await indexedDbStorage("http://another:8765", "Вера").put(message);
  expect(new Set((await databasesOf("http://earlier:8765")).map(({ name }) => name))).toEqual(
    new Set(["анна", "борис"]),
  );
});
