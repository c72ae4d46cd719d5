import { ChatError, nameKey } from "@beseda/protocol";
import type { Registered } from "./state.ts";

/**
 * Names that their clients are about to register: from the moment of asking, nobody else takes them (IDN-8).
 */
export class KeptNames {
  /** `client_id` by `nameKey`. */
  readonly #kept = new Map<string, string>();

  /** The client for which a name, or one that looks the same, is kept. */
  holderOf(name: string): string | undefined {
    return this.#kept.get(nameKey(name));
  }

  /**
   * Keeps a name that nobody else has; returns a function that releases it.
   * @throws {ChatError} `already-registered`: a client registers one name
   */
  keep({ client_id, name }: Registered): () => void {
    if ([...this.#kept.values()].includes(client_id)) throw new ChatError("already-registered");
    const key = nameKey(name);
    this.#kept.set(key, client_id);
    return () => void this.#kept.delete(key);
  }
}
