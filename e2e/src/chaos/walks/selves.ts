import { setTimeout as sleep } from "node:timers/promises";
import type { LocalIdentity } from "@beseda/client";
import type { Machine } from "./machines/machine.ts";
import type { World } from "./world.ts";

export interface SelvesParts {
  readonly label: string;
  readonly machine: Machine;
  readonly world: World;
  readonly fault: (words: string) => void;
}

/** A client that a server knows by a token, which it gave between two moments. */
interface Self {
  readonly client_id: string;
  readonly token: string;
  readonly since: number;
  readonly until: number;
}

/** The clients that a machine's identities are to the server: a greeted identity stays the same (CLI-5). */
export class Selves {
  readonly #parts: SelvesParts;
  readonly #known = new Map<string, Self>();
  /** Tokens that were given up: they are nobody's, until the server has given another one. */
  readonly #givenUp = new Set<string>();
  #looked = performance.now();

  constructor(parts: SelvesParts) {
    this.#parts = parts;
  }

  async look(): Promise<void> {
    const since = this.#looked;
    this.#looked = performance.now();
    for (const { id } of this.#parts.machine.identities.list()) await this.#lookAt(id, since);
  }

  /** The token of an account is given up: a person who comes without logging in is another client. */
  async logsOut(): Promise<void> {
    const { last } = this.#parts.machine.identities;
    const token = last && (await this.#parts.machine.tokenOf(last));
    if (!last || token === undefined) return;
    this.#givenUp.add(token);
    this.#known.delete(last.id);
  }

  async #lookAt(id: string, since: number): Promise<void> {
    const { label, world, fault } = this.#parts;
    const before = this.#known.get(id);
    let now = await this.#selfOf(id);
    // With the same token one is the same: of two tabs that come at once one may be greeted as another for a moment.
    const isAnother = (): boolean => now.client_id !== before?.client_id && now.token !== before?.token;
    if (before && isAnother() && !world.forgets(before.since, before.until)) {
      await sleep(300);
      now = await this.#selfOf(id);
      if (isAnother()) fault(`${label}: «${now.name}» was ${before.client_id}, and is ${now.client_id}`);
    }
    const { client_id, token } = now;
    if (client_id === undefined || token === undefined || this.#givenUp.has(token)) return;
    if (client_id !== before?.client_id || token !== before.token)
      this.#known.set(id, { client_id, token, since, until: performance.now() });
  }

  async #selfOf(id: string): Promise<Partial<LocalIdentity> & { readonly token: string | undefined }> {
    const { machine } = this.#parts;
    const identity = machine.identities.find(id);
    return { ...identity, token: identity && (await machine.tokenOf(identity)) };
  }
}
