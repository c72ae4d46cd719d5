import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "@beseda/server/testing/hostile";
import type { ServerProcess } from "../../harness/server.ts";
import { Foe } from "./foe.ts";
import { Wire, type Secret } from "./wire.ts";

/** How somebody who was let in said goodbye. */
export interface Goodbye {
  readonly session: string;
  readonly code: number;
}

/** The facts known of those whom the hostile are after. */
export interface Prey {
  readonly clientId: string;
  readonly session: string;
  readonly log: string;
  readonly run: string;
  readonly privateRoom: string;
}

export interface StageParts {
  readonly server: ServerProcess;
  readonly prey: Prey;
  readonly secrets: readonly Secret[];
  /** Aborted when the hostile have to stop. */
  readonly signal: AbortSignal;
}

/** A server, what is known of it, and everybody hostile who ever came. */
export class Stage {
  readonly server: ServerProcess;
  readonly prey: Prey;
  readonly signal: AbortSignal;
  readonly wires: Wire[] = [];
  readonly foes: Foe[] = [];
  readonly goodbyes: Goodbye[] = [];
  /** Those that came as somebody new, and were welcomed as such. */
  readonly newcomers: Foe[] = [];
  readonly #secrets: readonly Secret[];

  constructor({ server, prey, secrets, signal }: StageParts) {
    this.server = server;
    this.prey = prey;
    this.signal = signal;
    this.#secrets = secrets;
  }

  /** A connection to the port of the web. */
  web(address: string): Wire {
    return this.#keep(new Wire({ port: this.server.port, address }, this.#secrets));
  }

  /** A connection to the port of the lines. */
  lines(address: string): Wire {
    return this.#keep(new Wire({ port: this.server.tcpPort, address }, this.#secrets));
  }

  foe(address: string): Foe {
    const foe = new Foe({ port: this.server.port, address }, this.#secrets);
    this.#keep(foe.wire);
    this.foes.push(foe);
    return foe;
  }

  /** Somebody new, let in if anybody is. */
  async newcomer(address: string, introduction: object = {}): Promise<Foe> {
    const foe = this.foe(address);
    this.newcomers.push(foe);
    foe.introduce(introduction);
    foe.follow();
    for (let waits = 0; waits < 50 && !foe.welcome && !foe.wire.isClosed; waits += 1) await this.rest(20);
    return foe;
  }

  goodbye(foe: Foe, code: number): void {
    if (foe.welcome) this.goodbyes.push({ session: foe.welcome.session, code });
    foe.close(code, "я сам так решил");
  }

  /** A while, or until the hostile have to stop. */
  async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal }).catch(() => undefined);
  }

  /** All that was left open is gone, without a word. */
  leave(): void {
    for (const wire of this.wires) wire.cut();
  }

  #keep(wire: Wire): Wire {
    this.wires.push(wire);
    return wire;
  }
}

/** Something hostile, done from one address. */
export type Attack = (stage: Stage, chance: Chance, address: string) => Promise<void>;
