import type { ChatApi } from "./connection/connection.ts";
import { onlyRefused } from "./refused-error.ts";

export interface NamingParts {
  readonly api: () => Promise<Pick<ChatApi, "rename">>;
  /** The client's own name, as far as the server has reported it. */
  readonly name: () => string | undefined;
  readonly onRenamed: (name: string) => void;
}

/** The client's own name, and the requests to change it. */
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

  /** Follows a request for another name that was made elsewhere. */
  follow(renaming: Promise<unknown>): void {
    this.#renaming = renaming.then(() => undefined, onlyRefused);
  }

  /** Returns the name to register: it first waits for a name that was asked for before (CLI-7). */
  async asked(): Promise<string | undefined> {
    await this.#renaming;
    return this.#parts.name();
  }

  async #rename(name: string): Promise<void> {
    const api = await this.#parts.api();
    this.#parts.onRenamed(await api.rename(name));
  }
}
