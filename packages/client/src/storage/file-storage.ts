import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ClientStorage, StoredMessage } from "../storage.ts";
import { addressOf } from "./address.ts";
import { storedMessageSchema } from "./stored-message.ts";

/** A message with its place among the others. */
const fileSchema = z.object({ order: z.int(), message: storedMessageSchema });

/**
 * Keeps the outbox and the token in files below `directory`, readable by their owner only. Each message is a file of
 * its own that appears whole or not at all, so a kill at any moment loses nothing that was put, and several terminals
 * can use one folder. What was put survives the process; a power cut may take the last moment's.
 *
 * @param url the server's: each has a folder of its own
 * @param person the owner of the storage: two people on one machine, or one who tries the chat with two terminals,
 *   need two; people who share one are one client to the server
 */
export const fileStorage = (directory: string, url: string, person?: string): ClientStorage =>
  new FileStorage(join(directory, encodeURIComponent(addressOf(url, person))));

class FileStorage implements ClientStorage {
  readonly #outbox: string;
  readonly #token: string;
  #lastOrder = 0;

  constructor(folder: string) {
    this.#outbox = join(folder, "outbox");
    this.#token = join(folder, "token");
  }

  async token(): Promise<string | undefined> {
    const token = await readIfThere(this.#token);
    return token !== undefined && isToken(token) ? token : undefined;
  }

  async unreadable(): Promise<readonly string[]> {
    const token = await readIfThere(this.#token);
    const outbox = (await this.#files()).filter(({ file }) => file === undefined);
    const places = outbox.map(({ path }) => path);
    return token === undefined || isToken(token) ? places : [this.#token, ...places];
  }

  setToken(token: string): Promise<void> {
    return this.#write(this.#token, token);
  }

  async exchangeToken(shown: string | undefined, given: string): Promise<string> {
    if (shown === undefined && (await this.#begin(this.#token, given))) return given;
    const there = await this.token();
    if (there !== undefined && there !== shown) return there;
    await this.setToken(given);
    return given;
  }

  async messages(): Promise<readonly StoredMessage[]> {
    const found = (await this.#files()).flatMap(({ file }) => file ?? []);
    for (const { order } of found) this.#lastOrder = Math.max(this.#lastOrder, order);
    return found.sort(byOrder).map(({ message }) => message);
  }

  async put(message: StoredMessage): Promise<void> {
    const path = this.#pathOf(message.id);
    const order = (await this.#read(path))?.order ?? this.#nextOrder();
    await this.#write(path, JSON.stringify({ order, message }));
  }

  remove(id: string): Promise<void> {
    return rm(this.#pathOf(id), { force: true });
  }

  async #files(): Promise<readonly { readonly path: string; readonly file: File | undefined }[]> {
    const names = (await listIfThere(this.#outbox)).filter((name) => name.endsWith(suffix));
    const paths = names.map((name) => join(this.#outbox, name));
    return Promise.all(paths.map(async (path) => ({ path, file: await this.#read(path) })));
  }

  /** Returns a place by the clock, ordered across processes; rising in this one, and after what was found. */
  #nextOrder(): number {
    this.#lastOrder = Math.max(this.#lastOrder + 1, Date.now() * 1000);
    return this.#lastOrder;
  }

  #pathOf(id: string): string {
    return join(this.#outbox, `${encodeURIComponent(id)}${suffix}`);
  }

  /** Reads a message; undefined for a file that is not there, or is not a message: that stays where it is. */
  async #read(path: string): Promise<File | undefined> {
    const text = await readIfThere(path);
    return text === undefined ? undefined : fileSchema.safeParse(jsonFrom(text)).data;
  }

  /** Writes whole or not at all: a reader, and a restart after a kill, find the old text or the new one. */
  async #write(path: string, text: string): Promise<void> {
    await rename(await this.#draft(path, text), path);
  }

  /** Does the same where no file exists yet: of several callers at once one succeeds. Returns whether this one did. */
  async #begin(path: string, text: string): Promise<boolean> {
    const draft = await this.#draft(path, text);
    try {
      await link(draft, path);
      return true;
    } catch {
      // The file is there, or the disk has no links.
      return false;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async #draft(path: string, text: string): Promise<string> {
    await mkdir(this.#outbox, { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomUUID()}.draft`;
    await writeFile(draft, text, { mode: 0o600 });
    return draft;
  }
}

type File = z.infer<typeof fileSchema>;

/** Compares places; two terminals may have put something in the same millisecond. */
const byOrder = (one: File, other: File): number =>
  one.order - other.order || one.message.id.localeCompare(other.message.id);

const suffix = ".json";

/** Whether a text is a token as servers give them: of one line, so that they would take it back. */
const isToken = (text: string): boolean => /^\P{Cc}{1,128}$/u.test(text);

const jsonFrom = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

const listIfThere = async (path: string): Promise<readonly string[]> => {
  try {
    return await readdir(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};
