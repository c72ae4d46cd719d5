import { setTimeout as sleep } from "node:timers/promises";
import { isAhead, type ServerInvocation } from "@beseda/client";
import type { Random } from "../random.ts";
import { CurrentProgram } from "./current-program.ts";
import { standing } from "./delivered.ts";
import type { Gate } from "./gate.ts";
import type { Machine } from "./machines/machine.ts";
import { Registrations } from "./registrations.ts";
import { Selves } from "./selves.ts";
import { destinationOf, TypedLines, type Destination } from "./typed-lines.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

export interface WalkParts {
  readonly label: string;
  readonly random: Random;
  readonly gate: Gate;
  readonly world: World;
  readonly machine: Machine;
  /** The name of the person to talk to in private. */
  readonly peer: string;
  /** Reports what went wrong. */
  readonly fault: (words: string) => void;
}

/** One person who does at random what people do with a client, on one machine. */
export class Walk {
  readonly lines = new TypedLines();
  readonly #parts: WalkParts;
  readonly #selves: Selves;
  readonly #current: CurrentProgram;
  readonly #registrations: Registrations;
  /** The destinations of ways that are not at their end, by the room ahead. */
  readonly #ways = new Map<string, Destination>();
  #count = 0;
  #steps = 0;

  constructor(parts: WalkParts) {
    this.#parts = parts;
    this.#selves = new Selves(parts);
    this.#current = new CurrentProgram({ ...parts, lines: this.lines });
    this.#registrations = new Registrations({ ...parts, current: this.#current, kill: () => this.#kill() });
  }

  /** So many steps; then everything is delivered that can be, under every identity that this machine has. */
  async go(steps: number): Promise<void> {
    for (; this.#steps < steps; this.#steps += 1) await this.#step();
    await this.#finish();
  }

  /** Steps that were made. */
  get steps(): number {
    return this.#steps;
  }

  async #step(): Promise<void> {
    const { random, gate, peer } = this.#parts;
    const steps: readonly (readonly [number, () => Promise<void> | void])[] = [
      [9, () => this.#type()],
      [5, () => this.#follow({ command: "msg", arguments: { name: peer, text: this.#next() } })],
      [3, () => this.#follow({ command: "join", arguments: { room: `зал-${random.below(3)}` } })],
      [2, () => this.#follow({ command: "join", arguments: { room: "~тайник-0123456789ab" } })],
      [2, () => this.#show("lobby")],
      [4, () => this.#rename()],
      [2, () => this.#renameInTurn()],
      [5, () => this.#registrations.register(this.#count)],
      [1, () => this.#logOutAndIn()],
      [3, () => this.#kill()],
      [2, () => this.#reload()],
      [2, () => this.#secondProgram()],
      [3, () => void (gate.isOpen = false)],
      [9, () => this.#current.comeOnline()],
      [2, () => gate.cut()],
      [2, () => void (gate.latencyMs = random.pick([0, 0, 20, 80]))],
    ];
    const chances = steps.flatMap(([weight, step]) => Array.from({ length: weight }, () => step));
    await random.pick(chances)();
    this.#current.takeBack();
    await this.#selves.look();
    if (this.#current.isEnded) await this.#startAgain();
    // Typed lines are on the disk after a moment; people are not faster.
    await sleep(random.below(3) === 0 ? 5 + random.below(60) : 3);
  }

  #next(): string {
    this.#count += 1;
    return `${this.#parts.label} строка ${this.#count}`;
  }

  #nextName(): string {
    this.#count += 1;
    return `${this.#parts.label} Вера ${this.#count}`;
  }

  /** @param to the destination of the command before it; else the room on the screen */
  #type(to?: Destination): void {
    const { program } = this.#current;
    for (let count = 1 + this.#parts.random.below(3); count > 0; count -= 1) {
      const text = this.#next();
      this.lines.note(text, to ?? this.#ways.get(program.room) ?? { kind: "room", room: program.room });
      program.say(text);
    }
  }

  #follow(invocation: ServerInvocation): void {
    const to = destinationOf(invocation);
    const ahead = this.#current.program.go(invocation);
    if (isAhead(ahead)) this.#ways.set(ahead, to);
    if (invocation.command === "msg") this.lines.note(invocation.arguments.text, to);
    this.#type(to);
  }

  #show(room: string): void {
    const { program } = this.#current;
    program.show(room);
    if (isAhead(program.room)) this.#ways.set(program.room, { kind: "room", room });
  }

  async #rename(): Promise<void> {
    await this.#current.comeOnline();
    if (!this.#current.isOnline || this.#registrations.known) return;
    await this.#current.chat.rename(this.#nextName()).catch(() => undefined);
    // The next step would lose data that is kept under a name.
    const then = this.#parts.random.below(4);
    if (then === 1) await this.#reload();
    if (then < 2) return;
    this.#parts.gate.isOpen = false;
    this.#type();
    await this.#kill();
  }

  /** Renames in any room, also without a connection: after what was typed before. */
  #renameInTurn(): void {
    if (this.#registrations.known) return;
    this.#current.program.go({ command: "nick", arguments: { name: this.#nextName() } });
  }

  async #logOutAndIn(): Promise<void> {
    const account = this.#registrations.known;
    if (!account || !this.#current.isOnline) return;
    await this.#selves.logsOut();
    await this.#current.program.logout().catch(() => undefined);
    await this.#current.close();
    this.#current.start(account);
    if (this.#parts.random.below(2) === 0) {
      // Killed before the server has said who it is: the next log-in finds the typed lines.
      this.#parts.gate.isOpen = false;
      this.#type();
      await this.#current.program.kill();
      this.#current.start(account);
    }
    this.#parts.gate.isOpen = true;
    const isAnswered = (): boolean =>
      this.#current.chat.snapshot().welcome !== undefined || this.#current.isEnded;
    if (!(await until(isAnswered))) this.#parts.fault(`${this.#parts.label}: nobody answers who logs in`);
  }

  async #kill(): Promise<void> {
    this.#current.takeBack();
    await this.#current.kill();
    await this.#startAgain();
  }

  async #reload(): Promise<void> {
    this.#current.takeBack();
    await this.#current.close();
    await this.#startAgain();
  }

  async #startAgain(): Promise<void> {
    await this.#selves.look();
    this.#current.startAgain();
  }

  /** Lines typed in another tab of the same client are said once. */
  async #secondProgram(): Promise<void> {
    const { random } = this.#parts;
    await this.#current.beside(async () => {
      this.#type();
      await sleep(random.below(80));
      this.#type();
      this.#current.takeBack();
      if (random.below(2) === 0) await this.#current.kill();
      else await this.#current.close();
    });
  }

  async #finish(): Promise<void> {
    const { gate, machine } = this.#parts;
    gate.isOpen = true;
    gate.latencyMs = 0;
    await this.#settle(this.#current.lastName);
    await this.#current.program.close();
    await this.#selves.look();
    for (const { name = "" } of machine.identities.list()) {
      this.#current.start({ name });
      await this.#settle(name);
      await this.#selves.look();
      await this.#current.program.close();
    }
  }

  /** Waits until everything is sent; logs in again if sent away by a restored server without the login. */
  async #settle(name: string): Promise<void> {
    const { label, fault } = this.#parts;
    let waiting: string | undefined;
    do {
      if (!(await this.#registrations.logInWhereAsked(name))) break;
      waiting = await standing(this.#current.chat);
    } while (this.#current.isEnded);
    if (waiting !== undefined) fault(`${label}: not everything is sent: ${waiting}`);
    this.#current.takeBack();
    const { connection, timelines } = this.#current.chat.snapshot();
    if (connection.phase === "ended") fault(`${label}: ended, ${connection.reason}`);
    for (const { items } of timelines.values())
      for (const item of items)
        if (item.kind === "message" && item.delivery?.state === "failed")
          fault(`${label}: «${item.text}» failed: ${item.delivery.reason}`);
  }
}
