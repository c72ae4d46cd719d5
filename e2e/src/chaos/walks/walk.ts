import { setTimeout as sleep } from "node:timers/promises";
import { isAhead, type ChatClient, type ServerInvocation } from "@beseda/client";
import type { Random } from "../random.ts";
import { standing } from "./delivered.ts";
import type { Gate } from "./gate.ts";
import type { Machine, Program, Start } from "./machines/machine.ts";
import { SdkMachine } from "./machines/sdk-machine.ts";
import { Selves } from "./selves.ts";
import type { World } from "./world.ts";

/** A line that somebody typed, and what it was typed for. */
export interface Typed {
  readonly text: string;
  /** The room that was on the screen; what a command was to lead to, where that was not known yet. */
  readonly to: Destination;
}

export type Destination =
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "person"; readonly name: string }
  | { readonly kind: "nowhere" };

export interface WalkParts {
  readonly label: string;
  readonly random: Random;
  readonly gate: Gate;
  readonly world: World;
  readonly machine: Machine;
  /** Who can be talked to in private, by name. */
  readonly peer: string;
  /** What went wrong is told here. */
  readonly fault: (words: string) => void;
}

interface Account {
  readonly name: string;
  readonly password: string;
  /** When the server was asked for it, and when it had it. */
  readonly madeAt: number;
  readonly until: number;
}

const turnMs = 5;
/** A minute; longer on a machine that is busy with much else. Nobody waits for so long where all is well. */
const mostTurns = 12_000;

/** How often one presses Enter at a server that is away. */
const mostTries = 3;

/** One person who does at random what people do with a client, on one machine. */
export class Walk {
  readonly typed: Typed[] = [];
  /** What the client gave back to the person. */
  readonly returned = new Set<string>();
  /** What it gave back since the server may have it, or knows its client no more: the person is told to look. */
  readonly toldToLook = new Set<string>();
  /** What waited in a program that ended and had said that its store keeps nothing: the person knows that it is gone. */
  readonly notKept = new Set<string>();
  readonly #parts: WalkParts;
  readonly #selves: Selves;
  #program: Program;
  #account: Account | undefined;
  /** Accounts that a server was asked for: one may be made for a program that does not live to hear of it. */
  readonly #asked: Required<Start>[] = [];
  /** Where ways lead that are not at their end, by the room ahead. */
  readonly #ways = new Map<string, Destination>();
  /** Clients that were asked for another name aside from what is typed, and have none yet. */
  readonly #renaming = new Set<ChatClient>();
  #count = 0;
  #steps = 0;

  constructor(parts: WalkParts) {
    this.#parts = parts;
    this.#selves = new Selves(parts);
    this.#program = parts.machine.start({ name: `${parts.label} Анна` });
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
      [5, () => this.#register()],
      [1, () => this.#logOutAndIn()],
      [3, () => this.#kill()],
      [2, () => this.#reload()],
      [2, () => this.#secondProgram()],
      [3, () => void (gate.isOpen = false)],
      [9, () => this.#comeOnline()],
      [2, () => gate.cut()],
      [2, () => void (gate.latencyMs = random.pick([0, 0, 20, 80]))],
    ];
    const chances = steps.flatMap(([weight, step]) => Array.from({ length: weight }, () => step));
    await random.pick(chances)();
    this.#takeBack();
    await this.#selves.look();
    if (this.#isEnded) await this.#startAgain();
    // What is typed is on the disk after a moment; people are no faster.
    await sleep(random.below(3) === 0 ? 5 + random.below(60) : 3);
  }

  get #isEnded(): boolean {
    return this.#program.chat.snapshot().connection.phase === "ended";
  }

  #next(): string {
    this.#count += 1;
    return `${this.#parts.label} строка ${this.#count}`;
  }

  #note(text: string, to: Destination): void {
    this.typed.push({ text, to });
  }

  /** @param to where the command leads that it is typed behind; else it is what is on the screen */
  #type(to?: Destination): void {
    const program = this.#program;
    for (let count = 1 + this.#parts.random.below(3); count > 0; count -= 1) {
      const text = this.#next();
      this.#note(text, to ?? this.#ways.get(program.room) ?? { kind: "room", room: program.room });
      program.say(text);
    }
  }

  #follow(invocation: ServerInvocation): void {
    const to = destinationOf(invocation);
    const ahead = this.#program.go(invocation);
    if (isAhead(ahead)) this.#ways.set(ahead, to);
    if (invocation.command === "msg") this.#note(invocation.arguments.text, to);
    this.#type(to);
  }

  #show(room: string): void {
    this.#program.show(room);
    if (isAhead(this.#program.room)) this.#ways.set(this.#program.room, { kind: "room", room });
  }

  /** The network is there again, and the program notices at once, as it does by the browser's event or by Enter. */
  async #comeOnline(): Promise<void> {
    const { chat } = this.#program;
    this.#parts.gate.isOpen = true;
    // What was dialled while it was gone fails first.
    let tries = 0;
    await until(() => {
      const { phase } = chat.snapshot().connection;
      if (phase === "waiting" && (tries += 1) <= mostTries) chat.reconnectNow();
      return phase === "online" || phase === "ended" || tries > mostTries;
    });
  }

  async #rename(): Promise<void> {
    await this.#comeOnline();
    const { chat } = this.#program;
    if (chat.snapshot().connection.phase !== "online" || this.#knownAccount) return;
    this.#count += 1;
    await chat.rename(`${this.#parts.label} Вера ${this.#count}`).catch(() => undefined);
    // What hangs on a name is lost by what comes next.
    const then = this.#parts.random.below(4);
    if (then === 1) await this.#reload();
    if (then < 2) return;
    this.#parts.gate.isOpen = false;
    this.#type();
    await this.#kill();
  }

  /** Wherever one is, also without a connection: behind what was typed before. */
  #renameInTurn(): void {
    if (this.#knownAccount) return;
    this.#count += 1;
    const name = `${this.#parts.label} Вера ${this.#count}`;
    this.#program.go({ command: "nick", arguments: { name } });
  }

  /** Whether another name was asked for, and is still to be taken: nobody knows yet what name one sees. */
  get #isNameOnItsWay(): boolean {
    const { chat } = this.#program;
    if (this.#renaming.has(chat)) return true;
    const { timelines } = chat.snapshot();
    return [...timelines.values()].some(({ items }) =>
      items.some((item) => item.kind === "message" && item.text.startsWith("/nick ")),
    );
  }

  /** The account, as long as the server can know it. */
  get #knownAccount(): Account | undefined {
    const account = this.#account;
    return account && this.#parts.world.forgets(account.madeAt, account.until) ? undefined : account;
  }

  /** The name is the one that was seen when it was asked for, whatever comes at once behind it. */
  async #register(): Promise<void> {
    const { random, label, world } = this.#parts;
    await this.#comeOnline();
    const { chat } = this.#program;
    const { me, connection } = chat.snapshot();
    if (!me || connection.phase !== "online" || this.#knownAccount || this.#isNameOnItsWay) return;
    const password = `пароль ${label} ${this.#count}`;
    const asked = me.name;
    const other = `${label} Анна, другая ${this.#count}`;
    const madeAt = performance.now();
    this.#asked.push({ name: asked, password });
    const registering = chat.account.register(password).then(
      () => true,
      () => undefined,
    );
    const then = random.pick([0, 1, 2, 2]);
    if (then === 1) {
      await sleep(random.below(4));
      await this.#kill();
    } else if (then === 2) {
      await sleep(random.pick([0, 0, random.below(15)]));
      this.#renaming.add(chat);
      void chat
        .rename(other)
        .catch(() => undefined)
        .finally(() => this.#renaming.delete(chat));
    }
    const isDone = await registering;
    const stands = await this.#opens({ name: asked, password });
    if (isDone && !stands && !world.forgets(madeAt, performance.now()))
      this.#parts.fault(`${label}: registered, but not under the name that was seen`);
    const others = stands ? [] : [me.client_id, ...(then === 2 ? [other] : [])];
    for (const name of others)
      if (await this.#opens({ name, password }))
        this.#parts.fault(`${label}: an account was made under another name`);
    if (stands) this.#account = { name: asked, password, madeAt, until: performance.now() };
  }

  /** Whether an account can be entered: asked from another machine. */
  async #opens({ name, password }: Start): Promise<boolean> {
    const { gate } = this.#parts;
    gate.isOpen = true;
    const { chat } = new SdkMachine(gate.url).start({ name, ...(password !== undefined && { password }) });
    const isAnswered = (): boolean =>
      chat.snapshot().welcome !== undefined || chat.snapshot().connection.phase === "ended";
    if (!(await until(isAnswered)))
      this.#parts.fault(`${this.#parts.label}: nobody says whether «${name}» can be entered`);
    const isIn = chat.snapshot().welcome !== undefined;
    await chat.close();
    return isIn;
  }

  async #logOutAndIn(): Promise<void> {
    const account = this.#knownAccount;
    if (!account || this.#program.chat.snapshot().connection.phase !== "online") return;
    await this.#selves.logsOut();
    await this.#program.logout().catch(() => undefined);
    await this.#program.close();
    this.#noteNotKept();
    this.#program = this.#parts.machine.start(account);
    if (this.#parts.random.below(2) === 0) {
      // Killed before the server has said who it is: what was typed is found by the next log-in.
      this.#parts.gate.isOpen = false;
      this.#type();
      await this.#program.kill();
      this.#program = this.#parts.machine.start(account);
    }
    this.#parts.gate.isOpen = true;
    if (!(await until(() => this.#program.chat.snapshot().welcome !== undefined || this.#isEnded)))
      this.#parts.fault(`${this.#parts.label}: nobody answers who logs in`);
  }

  async #kill(): Promise<void> {
    this.#takeBack();
    await this.#program.kill();
    this.#noteNotKept();
    await this.#startAgain();
  }

  async #reload(): Promise<void> {
    this.#takeBack();
    await this.#program.close();
    this.#noteNotKept();
    await this.#startAgain();
  }

  /** Another tab, or terminal, of the same person: both are one client, and what is typed in it is said once. */
  async #secondProgram(): Promise<void> {
    const { machine, random } = this.#parts;
    const first = this.#program;
    this.#program = machine.start({ name: this.#lastName });
    this.#type();
    await sleep(random.below(80));
    this.#type();
    this.#takeBack();
    if (random.below(2) === 0) await this.#program.kill();
    else await this.#program.close();
    this.#noteNotKept();
    this.#program = first;
  }

  get #lastName(): string {
    return this.#parts.machine.identities.last?.name ?? `${this.#parts.label} Анна`;
  }

  /** Nobody asks to be somebody else: it is the same client again. */
  async #startAgain(): Promise<void> {
    await this.#selves.look();
    this.#program = this.#parts.machine.start({ name: this.#lastName });
  }

  /** The client shows what it could not send anywhere; the person has it then. */
  #takeBack(): void {
    const { chat } = this.#program;
    if (this.#isEnded) return;
    for (const line of this.#program.takeBack()) this.returned.add(line);
    if (!this.#parts.world.isDamaged) return;
    for (const { items } of chat.snapshot().timelines.values())
      for (const item of items)
        if (item.kind === "message" && item.delivery?.state === "failed") {
          this.toldToLook.add(item.text);
          chat.discard(item.key);
        }
  }

  /** Asked of a program that is over: a machine that has no time for its disk is told as one that has none. */
  #noteNotKept(): void {
    const { storageProblem, timelines } = this.#program.chat.snapshot();
    if (storageProblem === undefined) return;
    for (const { items } of timelines.values())
      for (const item of items)
        if (item.kind === "message" && item.own && item.delivery?.state !== "acknowledged")
          this.notKept.add(item.text);
  }

  async #finish(): Promise<void> {
    const { gate, machine } = this.#parts;
    gate.isOpen = true;
    gate.latencyMs = 0;
    await this.#logInWhereAsked(this.#lastName);
    await this.#settle();
    await this.#program.close();
    await this.#selves.look();
    for (const { name = "" } of machine.identities.list()) {
      this.#program = machine.start({ name });
      await this.#logInWhereAsked(name);
      await this.#settle();
      await this.#selves.look();
      await this.#program.close();
    }
  }

  /** Whose name is an account's by now is asked to log in. */
  async #logInWhereAsked(name: string): Promise<void> {
    const { chat } = this.#program;
    await until(() => chat.snapshot().connection.phase === "online" || this.#isEnded);
    for (const account of this.#asked.toReversed()) {
      const { connection } = this.#program.chat.snapshot();
      if (connection.phase !== "ended") return;
      // The program may go by another name than the identity that another tab has renamed.
      if (account.name !== name && !connection.reason.includes(`«${account.name}»`)) continue;
      await this.#program.close();
      const { chat } = (this.#program = this.#parts.machine.start(account));
      await until(() => chat.snapshot().connection.phase === "online" || this.#isEnded);
    }
  }

  async #settle(): Promise<void> {
    const { chat } = this.#program;
    await until(() => {
      chat.reconnectNow();
      return chat.snapshot().connection.phase === "online" || this.#isEnded;
    });
    const waiting = await standing(chat);
    if (waiting !== undefined) this.#parts.fault(`${this.#parts.label}: not everything is sent: ${waiting}`);
    this.#takeBack();
    const { connection, timelines } = chat.snapshot();
    if (connection.phase === "ended") this.#parts.fault(`${this.#parts.label}: ended, ${connection.reason}`);
    for (const { items } of timelines.values())
      for (const item of items)
        if (item.kind === "message" && item.delivery?.state === "failed")
          this.#parts.fault(`${this.#parts.label}: «${item.text}» failed: ${item.delivery.reason}`);
  }
}

const destinationOf = ({ command, arguments: given }: ServerInvocation): Destination => {
  if (command === "msg") return { kind: "person", name: given.name };
  if (command !== "join" || given.room.startsWith("~")) return { kind: "nowhere" };
  return { kind: "room", room: given.room };
};

/** Waits for a while; returns whether it came. What does not is found out by what is looked at next. */
const until = async (condition: () => boolean): Promise<boolean> => {
  for (let turns = 0; turns < mostTurns && !condition(); turns += 1) await sleep(turnMs);
  return condition();
};
