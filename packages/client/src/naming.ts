import type { ChatApi } from "./connection/connection.ts";
import { onlyRefused } from "./refused-error.ts";

export interface NamingParts {
  readonly api: () => Promise<Pick<ChatApi, "rename">>;
  /** What one is called, as far as the server has told. */
  readonly name: () => string | undefined;
  readonly onRenamed: (name: string) => void;
}

/** What one is called, and has asked to be called. */
export class Naming {
  readonly #parts: NamingParts;
  #renaming: Promise<void> = Promise.resolve();

  constructor(parts: NamingParts) {
    this.#parts = parts;
  }

  rename(name: string): Promise<void> {
    const renaming = this.#rename(name);
    this.follow(renaming);
    return renaming;
  }

  /** Another name was asked for in another way. */
  follow(renaming: Promise<unknown>): void {
    this.#renaming = renaming.then(() => undefined, onlyRefused);
  }

  /** What one is called when one asks for it to be kept: a name that was asked for before is waited for (CLI-7). */
  async asked(): Promise<string | undefined> {
    await this.#renaming;
    return this.#parts.name();
  }

  async #rename(name: string): Promise<void> {
    const api = await this.#parts.api();
    this.#parts.onRenamed(await api.rename(name));
  }
}
