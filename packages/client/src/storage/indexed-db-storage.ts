/// <reference lib="dom" />
import { z } from "zod";
import type { ClientStorage, StoredMessage } from "../storage.ts";
import { addressOf } from "./address.ts";
import { storedMessageSchema } from "./stored-message.ts";

const messages = "messages";
const settings = "settings";
const tokenKey = "token";

/** A message with its place among the others, which the database gives. */
const rowSchema = z.object({ order: z.int(), message: storedMessageSchema });

/**
 * Keeps the outbox and the token in the browser's IndexedDB. Tabs share it: every change is one transaction, so none
 * loses what another one put. Where the browser has no IndexedDB for the page (some private windows), every method
 * rejects, and the chat goes on without.
 *
 * @param url the server's: each has a database of its own
 * @param person the owner of the storage: one who tries the chat with two names in two tabs needs two; people who
 *   share one are one client to the server
 */
export const indexedDbStorage = (url: string, person?: string): ClientStorage =>
  indexedDbStorageAt(databaseOf(url, person));

/** Returns the same storage by the name of its database. */
export const indexedDbStorageAt = (database: string): ClientStorage => new IndexedDbStorage(database);

/** The default name of the database of a server, and of one person on it. */
export const databaseOf = (url: string, person?: string): string => `beseda ${addressOf(url, person)}`;

/**
 * Returns databases on a server that are named after people, as by an earlier version; none where the browser does
 * not list them.
 */
export const databasesOf = async (
  url: string,
): Promise<readonly { readonly place: string; readonly name: string }[]> => {
  const prefix = `${databaseOf(url)} `;
  try {
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    return names
      .filter((place) => place.startsWith(prefix))
      .map((place) => ({ place, name: place.slice(prefix.length) }));
  } catch {
    // The page has no database, or the browser has no list of them.
    return [];
  }
};

class IndexedDbStorage implements ClientStorage {
  readonly #name: string;
  #opening: Promise<IDBDatabase> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  async token(): Promise<string | undefined> {
    const token = await this.#run(settings, "readonly", (store) => store.get(tokenKey));
    return typeof token === "string" ? token : undefined;
  }

  async setToken(token: string): Promise<void> {
    await this.#run(settings, "readwrite", (store) => store.put(token, tokenKey));
  }

  async exchangeToken(shown: string | undefined, given: string): Promise<string> {
    const database = await this.#open();
    const transaction = database.transaction(settings, "readwrite");
    const store = transaction.objectStore(settings);
    let kept = given;
    const there: IDBRequest<unknown> = store.get(tokenKey);
    there.addEventListener("success", () => {
      if (typeof there.result === "string" && there.result !== shown) kept = there.result;
      else store.put(given, tokenKey);
    });
    await completed(transaction);
    return kept;
  }

  async messages(): Promise<readonly StoredMessage[]> {
    return (await this.#rows()).flatMap((row) => row?.message ?? []);
  }

  async unreadable(): Promise<readonly string[]> {
    return (await this.#rows()).includes(undefined) ? [`IndexedDB «${this.#name}»`] : [];
  }

  /** Returns all rows, undefined for each that is not a message. */
  async #rows(): Promise<readonly (z.infer<typeof rowSchema> | undefined)[]> {
    const rows: unknown = await this.#run(messages, "readonly", (store) => store.getAll());
    return z
      .array(z.unknown())
      .parse(rows)
      .map((row) => rowSchema.safeParse(row).data);
  }

  async put(message: StoredMessage): Promise<void> {
    const database = await this.#open();
    const transaction = database.transaction(messages, "readwrite");
    const store = transaction.objectStore(messages);
    const place = store.index("id").getKey(message.id);
    place.addEventListener("success", () => {
      store.put(place.result === undefined ? { message } : { order: place.result, message });
    });
    await completed(transaction);
  }

  async remove(id: string): Promise<void> {
    const database = await this.#open();
    const transaction = database.transaction(messages, "readwrite");
    const store = transaction.objectStore(messages);
    const place = store.index("id").getKey(id);
    place.addEventListener("success", () => {
      if (place.result !== undefined) store.delete(place.result);
    });
    await completed(transaction);
  }

  async #run<Value>(
    name: string,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<Value>,
  ): Promise<Value> {
    const database = await this.#open();
    const transaction = database.transaction(name, mode);
    const request = ask(transaction.objectStore(name));
    await completed(transaction);
    return request.result;
  }

  #open(): Promise<IDBDatabase> {
    this.#opening ??= openDatabase(this.#name, () => {
      this.#opening = undefined;
    });
    return this.#opening;
  }
}

/** Resolves when the written data is the database's, not the page's. */
const completed = async (transaction: IDBTransaction): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (): void => {
    reject(transaction.error ?? new Error("the browser did not keep it"));
  };
  transaction.addEventListener("complete", () => {
    resolve();
  });
  transaction.addEventListener("error", fail);
  transaction.addEventListener("abort", fail);
  await promise;
};

/** `onGone` is called when the database can no longer be used: the next use opens it again. */
const openDatabase = async (name: string, onGone: () => void): Promise<IDBDatabase> => {
  const { promise, resolve, reject } = Promise.withResolvers<IDBDatabase>();
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => {
    const database = request.result;
    database.createObjectStore(settings);
    const store = database.createObjectStore(messages, { keyPath: "order", autoIncrement: true });
    store.createIndex("id", "message.id", { unique: true });
  });
  request.addEventListener("success", () => {
    const database = request.result;
    // Another tab wants to change or delete the database: one that stays open would keep it waiting for ever.
    database.addEventListener("versionchange", () => {
      database.close();
      onGone();
    });
    database.addEventListener("close", onGone);
    resolve(database);
  });
  request.addEventListener("error", () => {
    onGone();
    reject(request.error ?? new Error("the browser keeps nothing for this page"));
  });
  return promise;
};
