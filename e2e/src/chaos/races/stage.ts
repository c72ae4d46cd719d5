import { setTimeout as sleep } from "node:timers/promises";
import { ownerLink, type ServerProcess } from "../../harness/server.ts";
import type { Random } from "../random.ts";
import { Racer } from "./racer.ts";

/** A server, its owner, and everybody who ever came. */
export class Stage {
  readonly server: ServerProcess;
  readonly random: Random;
  readonly everybody: Racer[] = [];
  /** Ids that were given to clients without a token. */
  readonly guests: string[] = [];
  /** Everything clients saw that must not be. */
  readonly faults: string[] = [];
  /** Connections that stood a second after their client was banned or kicked. */
  alive = 0;
  /** Those of them that could say something. */
  spoke = 0;
  /** Uses of invitations beyond the allowed number. */
  overUsed = 0;
  #owner: Racer | undefined;
  #rounds = 0;

  constructor(server: ServerProcess, random: Random) {
    this.server = server;
    this.random = random;
  }

  /** Lets the owner of the server in, as the first one. */
  async open(): Promise<void> {
    const [, invitation = ""] = (await ownerLink(this.server)).split("#invitation=");
    const owner = this.enter({ name: "Анна", invitation });
    await owner.arrived();
    await owner.ask("account.register", { password: "владелица всего этого" });
    await owner.ask("account.redeem", { invitation });
    this.#owner = owner;
  }

  get owner(): Racer {
    if (!this.#owner) throw new Error("nobody owns this");
    return this.#owner;
  }

  /** A name that nobody has had. */
  newName(): string {
    this.#rounds += 1;
    return `Борис ${this.#rounds}`;
  }

  /** A connection that is being opened. */
  enter(introduction: Readonly<Record<string, string>>): Racer {
    const racer = new Racer(this.server.url, introduction);
    this.everybody.push(racer);
    return racer;
  }

  /** Somebody new, who was let in. */
  async newcomer(name = this.newName()): Promise<Racer> {
    const racer = this.enter({ name });
    await racer.arrived();
    this.guests.push(racer.me.client_id);
    return racer;
  }

  /** A moment of the race. */
  moment(longestMs: number): Promise<void> {
    return sleep(this.random.below(longestMs * 4) / 4);
  }

  fault(what: string): void {
    this.faults.push(what);
  }
}
