import { setTimeout as sleep } from "node:timers/promises";
import type { ChatClient } from "@beseda/client";
import type { Random } from "../random.ts";
import type { CurrentProgram } from "./current-program.ts";
import type { Gate } from "./gate.ts";
import type { Start } from "./machines/machine.ts";
import { SdkMachine } from "./machines/sdk-machine.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

interface Account {
  readonly name: string;
  readonly password: string;
  /** When the server was asked for it, and when it had it. */
  readonly madeAt: number;
  readonly until: number;
}

/** An account that is asked for, and the client that asks. */
interface Asked {
  readonly account: Required<Start>;
  readonly clientId: string;
  /** The name that the client asks for instead, at once after it. */
  readonly other: string;
}

/** The event at once after a registration. */
type Behind = "nothing" | "kill" | "rename";

export interface RegistrationsParts {
  readonly label: string;
  readonly random: Random;
  readonly gate: Gate;
  readonly world: World;
  readonly current: CurrentProgram;
  /** Kills the current program, and starts it again. */
  readonly kill: () => Promise<void>;
  /** Reports what went wrong. */
  readonly fault: (words: string) => void;
}

/** The accounts of one person: each has the name that was on the screen when it was asked for (CLI-7). */
export class Registrations {
  readonly #parts: RegistrationsParts;
  #account: Account | undefined;
  /** Accounts that a server was asked for: one may be made for a program that does not live to hear of it. */
  readonly #asked: Required<Start>[] = [];
  /** Clients that were asked for another name aside from the typed lines, and have none yet. */
  readonly #renaming = new Set<ChatClient>();

  constructor(parts: RegistrationsParts) {
    this.#parts = parts;
  }

  /** The account, as long as the server can know it. */
  get known(): Account | undefined {
    const account = this.#account;
    return account && this.#parts.world.forgets(account.madeAt, account.until) ? undefined : account;
  }

  /** @param count makes names and passwords different */
  async register(count: number): Promise<void> {
    const { label, current, random } = this.#parts;
    await current.comeOnline();
    const { me } = current.chat.snapshot();
    if (!me || !current.isOnline || this.known || this.#isNameOnItsWay) return;
    const account = { name: me.name, password: `пароль ${label} ${count}` };
    const asked = { account, clientId: me.client_id, other: `${label} Анна, другая ${count}` };
    const madeAt = performance.now();
    this.#asked.push(account);
    const registering = current.chat.account.register(account.password).then(
      () => true,
      () => false,
    );
    const behind = random.pick<Behind>(["nothing", "kill", "rename", "rename"]);
    await this.#goOn(behind, asked.other);
    const isDone = await registering;
    const refusal = await this.#refusalOf(account);
    if (refusal === undefined) this.#account = { ...account, madeAt, until: performance.now() };
    else await this.#judgeRefused(asked, { isDone, behind, refusal, madeAt });
  }

  async #goOn(behind: Behind, other: string): Promise<void> {
    const { random, current, kill } = this.#parts;
    const { chat } = current;
    if (behind === "kill") {
      await sleep(random.below(4));
      await kill();
    } else if (behind === "rename") {
      await sleep(random.pick([0, 0, random.below(15)]));
      this.#renaming.add(chat);
      void chat
        .rename(other)
        .catch(() => undefined)
        .finally(() => this.#renaming.delete(chat));
    }
  }

  /** Checks a refused account: it was not confirmed, and does not exist under another name. */
  async #judgeRefused({ account, clientId, other }: Asked, outcome: RefusedOutcome): Promise<void> {
    const { label, world, fault } = this.#parts;
    const { isDone, behind, refusal, madeAt } = outcome;
    if (isDone && !world.forgets(madeAt, performance.now()))
      fault(`${label}: registered, but not under the name that was seen, «${account.name}»: ${refusal}`);
    for (const name of [clientId, ...(behind === "rename" ? [other] : [])])
      if ((await this.#refusalOf({ name, password: account.password })) === undefined)
        fault(`${label}: an account was made under another name, «${name}»`);
  }

  /** Whether another name was asked for, and is still to be taken: nobody knows yet what name one sees. */
  get #isNameOnItsWay(): boolean {
    const { chat } = this.#parts.current;
    if (this.#renaming.has(chat)) return true;
    const { timelines } = chat.snapshot();
    return [...timelines.values()].some(({ items }) =>
      items.some((item) => item.kind === "message" && item.text.startsWith("/nick ")),
    );
  }

  /** Why an account cannot be entered; undefined if it can: asked from another machine. */
  async #refusalOf(account: Required<Start>): Promise<string | undefined> {
    const { gate, label, fault } = this.#parts;
    gate.isOpen = true;
    const { chat } = new SdkMachine(gate.url).start(account);
    const isAnswered = (): boolean =>
      chat.snapshot().welcome !== undefined || chat.snapshot().connection.phase === "ended";
    if (!(await until(isAnswered))) fault(`${label}: nobody says whether «${account.name}» can be entered`);
    const { welcome, connection } = chat.snapshot();
    await chat.close();
    if (welcome !== undefined) return undefined;
    return connection.phase === "ended" ? `${connection.code} ${connection.reason}` : connection.phase;
  }

  /** A person whose name is an account's by now is asked to log in, and does; returns whether they are in. */
  async logInWhereAsked(name: string): Promise<boolean> {
    const { current } = this.#parts;
    await current.comeOnlineOrEnd();
    for (const account of this.#asked.toReversed()) {
      const { connection } = current;
      if (connection.phase !== "ended") break;
      // The program may go by another name than the identity that another tab has renamed.
      if (account.name !== name && !connection.reason.includes(`«${account.name}»`)) continue;
      await current.program.close();
      current.start(account);
      await current.comeOnlineOrEnd();
    }
    return !current.isEnded;
  }
}

interface RefusedOutcome {
  /** The server has said that the account is there. */
  readonly isDone: boolean;
  readonly behind: Behind;
  readonly refusal: string;
  readonly madeAt: number;
}
