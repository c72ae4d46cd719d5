import { setTimeout as sleep } from "node:timers/promises";
import { givenBack, isAhead, onFirstGreeting, type ServerInvocation } from "@beseda/client";
import type { Random } from "../random.ts";
import type { Gate } from "./gate.ts";
import { Machine, type Program } from "./machine.ts";

/** A line that somebody typed, and what it was typed for. */
export interface Typed {
  readonly text: string;
  /** The room that was on the screen; what a command was to lead to, where that was not known yet. */
  readonly to: Destination;
  readonly identity: string;
}

export type Destination =
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "person"; readonly name: string }
  | { readonly kind: "nowhere" };

export interface WalkParts {
  readonly label: string;
  readonly random: Random;
  readonly gate: Gate;
  /** Who can be talked to in private, by name. */
  readonly peer: string;
  /** What went wrong is told here. */
  readonly fault: (words: string) => void;
}

interface Account {
  readonly name: string;
  readonly password: string;
}

const patienceMs = 20_000;

/** One person who does at random what people do with a client, on one machine. */
export class Walk {
  readonly typed: Typed[] = [];
  /** What the client gave back to the person. */
  readonly returned = new Set<string>();
  readonly #parts: WalkParts;
  readonly #machine: Machine;
  /** By the id of a local identity: who it is to the server. */
  readonly #clients = new Map<string, string>();
  #program: Program;
  #account: Account | undefined;
  /** Where ways lead that are not at their end, by the room ahead. */
  readonly #ways = new Map<string, Destination>();
  #count = 0;

  constructor(parts: WalkParts) {
    this.#parts = parts;
    this.#machine = new Machine(parts.gate.url);
    this.#program = this.#machine.start({ name: `${parts.label} Анна` });
  }

  /** So many steps; then everything is delivered that can be, under every identity that this machine has. */
  async go(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) await this.#step();
    await this.#finish();
  }

  async #step(): Promise<void> {
    const { random, gate, peer } = this.#parts;
    const steps: readonly (readonly [number, () => Promise<void> | void])[] = [
      [9, () => this.#type()],
      [5, () => this.#follow({ command: "msg", arguments: { name: peer, text: this.#next() } })],
      [3, () => this.#follow({ command: "join", arguments: { room: `зал-${random.below(3)}` } })],
      [2, () => this.#follow({ command: "join", arguments: { room: "~тайник-0123456789ab" } })],
      [2, () => this.#program.here.show("lobby")],
      [3, () => this.#rename()],
      [3, () => this.#register()],
      [1, () => this.#logOutAndIn()],
      [3, () => this.#kill()],
      [2, () => this.#reload()],
      [3, () => void (gate.isOpen = false)],
      [9, () => this.#comeOnline()],
      [2, () => gate.cut()],
      [2, () => void (gate.latencyMs = random.pick([0, 0, 20, 80]))],
    ];
    const chances = steps.flatMap(([weight, step]) => Array.from({ length: weight }, () => step));
    await random.pick(chances)();
    this.#takeBack();
    // What is typed is on the disk after a moment; people are no faster.
    await sleep(random.below(3) === 0 ? 5 + random.below(60) : 3);
  }

  #next(): string {
    this.#count += 1;
    return `${this.#parts.label} строка ${this.#count}`;
  }

  get #identity(): string {
    return this.#machine.identities.last?.id ?? "";
  }

  #note(text: string, to: Destination): void {
    this.typed.push({ text, to, identity: this.#identity });
  }

  /** @param to where the command leads that it is typed behind; else it is what is on the screen */
  #type(to?: Destination): void {
    const { chat, here } = this.#program;
    for (let count = 1 + this.#parts.random.below(3); count > 0; count -= 1) {
      const text = this.#next();
      this.#note(text, to ?? this.#ways.get(here.room) ?? { kind: "room", room: here.room });
      chat.send({ room: here.room, text });
    }
  }

  #follow(invocation: ServerInvocation): void {
    const { here } = this.#program;
    const way = here.go(invocation);
    way.outcome.catch(() => undefined);
    const to = destinationOf(invocation);
    if (isAhead(way.ahead)) this.#ways.set(way.ahead, to);
    if (invocation.command === "msg") this.#note(invocation.arguments.text, to);
    this.#type(to);
  }

  /** The network is there again, and the program notices at once, as it does by the browser's event or by Enter. */
  async #comeOnline(): Promise<void> {
    const { chat } = this.#program;
    this.#parts.gate.isOpen = true;
    chat.reconnectNow();
    await until(() => chat.snapshot().connection.phase !== "connecting");
  }

  async #rename(): Promise<void> {
    const { chat } = this.#program;
    if (chat.snapshot().connection.phase !== "online" || this.#account) return;
    this.#count += 1;
    await chat.rename(`${this.#parts.label} Вера ${this.#count}`).catch(() => undefined);
  }

  /** The name is the one that was seen when it was asked for, whatever comes at once behind it. */
  async #register(): Promise<void> {
    const { random, label } = this.#parts;
    const { chat } = this.#program;
    const { me, connection } = chat.snapshot();
    if (!me || connection.phase !== "online" || this.#account) return;
    const password = `пароль ${label} ${this.#count}`;
    const asked = me.name;
    const registering = chat.account.register(password).then(
      () => true,
      () => undefined,
    );
    const then = random.below(3);
    if (then === 1) {
      await sleep(random.below(4));
      await this.#kill();
    } else if (then === 2) {
      await sleep(random.below(15));
      chat.rename(`${label} Анна, другая ${this.#count}`).catch(() => undefined);
    } else await registering;
    const isDone = await Promise.race([registering, sleep(1500)]);
    const stands = await this.#opens({ name: asked, password });
    if (isDone && !stands) this.#parts.fault(`${label}: registered, but not under the name that was seen`);
    if (!stands && (await this.#opens({ name: me.client_id, password })))
      this.#parts.fault(`${label}: an account was made under another name`);
    if (stands) this.#account = { name: asked, password };
  }

  /** Whether an account can be entered: asked from another machine. */
  async #opens({ name, password }: Account): Promise<boolean> {
    const { gate } = this.#parts;
    gate.isOpen = true;
    const elsewhere = new Machine(gate.url);
    const program = elsewhere.start({ name, password });
    const { chat } = program;
    await until(() => chat.snapshot().welcome !== undefined || chat.snapshot().connection.phase === "ended");
    const isIn = chat.snapshot().welcome !== undefined;
    await chat.close();
    return isIn;
  }

  async #logOutAndIn(): Promise<void> {
    const account = this.#account;
    const { chat } = this.#program;
    if (!account || chat.snapshot().connection.phase !== "online") return;
    await chat.account.logout().catch(() => undefined);
    await chat.close();
    this.#program = this.#machine.start(account);
    this.#parts.gate.isOpen = true;
    await until(() => this.#program.chat.snapshot().welcome !== undefined);
  }

  async #kill(): Promise<void> {
    this.#takeBack();
    this.#machine.kill(this.#program);
    await this.#startAgain();
  }

  async #reload(): Promise<void> {
    this.#takeBack();
    await this.#program.chat.close();
    await this.#startAgain();
  }

  /** Nobody asks to be somebody else: it is the same client again. */
  async #startAgain(): Promise<void> {
    this.#seeWho();
    const before = this.#program.chat.snapshot().me;
    const { last } = this.#machine.identities;
    this.#program = this.#machine.start({ name: last?.name ?? `${this.#parts.label} Анна` });
    onFirstGreeting(this.#program.chat, ({ client_id }) => {
      if (before && before.client_id !== client_id)
        this.#parts.fault(`${this.#parts.label}: ${before.client_id} came back as ${client_id}`);
    });
  }

  /** An identity that the server has greeted stays who it was (CLI-5). */
  #seeWho(): void {
    for (const { id, client_id, name } of this.#machine.identities.list()) {
      if (client_id === undefined) continue;
      const before = this.#clients.get(id) ?? client_id;
      if (before !== client_id)
        this.#parts.fault(`${this.#parts.label}: «${name}» was ${before}, and is ${client_id}`);
      this.#clients.set(id, before);
    }
  }

  /** The client shows what it could not send anywhere; the person has it then. */
  #takeBack(): void {
    const { chat } = this.#program;
    if (chat.snapshot().connection.phase === "ended") return;
    for (const { keys, lines } of givenBack(chat.snapshot())) {
      for (const line of lines) this.returned.add(line);
      for (const key of keys) chat.discard(key);
    }
  }

  async #finish(): Promise<void> {
    const { gate } = this.#parts;
    gate.isOpen = true;
    gate.latencyMs = 0;
    await this.#settle();
    await this.#program.chat.close();
    this.#seeWho();
    for (const { name = "", client_id } of this.#machine.identities.list()) {
      const isAccount = this.#account?.name === name;
      this.#program = this.#machine.start(isAccount && this.#account ? this.#account : { name });
      await this.#settle();
      const { me } = this.#program.chat.snapshot();
      if (client_id !== undefined && me?.client_id !== client_id)
        this.#parts.fault(
          `${this.#parts.label}: «${name}» was ${client_id}, and comes back as ${me?.client_id}`,
        );
      await this.#program.chat.close();
    }
  }

  async #settle(): Promise<void> {
    const { chat } = this.#program;
    await until(() => {
      chat.reconnectNow();
      return chat.snapshot().connection.phase === "online";
    });
    await Promise.race([chat.settled(), sleep(patienceMs)]);
    this.#takeBack();
    for (const { items } of chat.snapshot().timelines.values())
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

/** Waits for a while; what does not come is found out by what is looked at next. */
const until = async (condition: () => boolean): Promise<void> => {
  for (let waited = 0; waited < patienceMs && !condition(); waited += 5) await sleep(5);
};
