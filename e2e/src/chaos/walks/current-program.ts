import type { ChatClient, ConnectionState } from "@beseda/client";
import type { Gate } from "./gate.ts";
import type { Machine, Program, Start } from "./machines/machine.ts";
import type { TypedLines } from "./typed-lines.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

export interface CurrentProgramParts {
  readonly label: string;
  readonly machine: Machine;
  readonly gate: Gate;
  readonly world: World;
  readonly lines: TypedLines;
}

/** How often a person presses Enter at a server that is away. */
const mostTries = 3;

/** The program that a person sits at: it is closed and killed, and another one takes its place. */
export class CurrentProgram {
  readonly #parts: CurrentProgramParts;
  #program: Program;

  constructor(parts: CurrentProgramParts) {
    this.#parts = parts;
    this.#program = parts.machine.start({ name: this.lastName });
  }

  get program(): Program {
    return this.#program;
  }

  get chat(): ChatClient {
    return this.#program.chat;
  }

  get connection(): ConnectionState {
    return this.chat.snapshot().connection;
  }

  get isOnline(): boolean {
    return this.connection.phase === "online";
  }

  get isEnded(): boolean {
    return this.connection.phase === "ended";
  }

  /** The name that it opens with if nobody asks to be somebody else. */
  get lastName(): string {
    return this.#parts.machine.identities.last?.name ?? `${this.#parts.label} Анна`;
  }

  start(start: Start): void {
    this.#program = this.#parts.machine.start(start);
  }

  /** Nobody asks to be somebody else: it is the same client again. */
  startAgain(): void {
    this.start({ name: this.lastName });
  }

  /** The person takes what the program gives back. */
  takeBack(): void {
    this.#parts.lines.takeBack(this.#program, this.#parts.world);
  }

  async kill(): Promise<void> {
    await this.#program.kill();
    this.#parts.lines.noteNotKept(this.#program);
  }

  async close(): Promise<void> {
    await this.#program.close();
    this.#parts.lines.noteNotKept(this.#program);
  }

  /** Another tab, or terminal, of the same person is the current one meanwhile: both are one client. */
  async beside(meanwhile: () => Promise<void>): Promise<void> {
    const first = this.#program;
    this.startAgain();
    await meanwhile();
    this.#program = first;
  }

  /** The network is there again, and the program notices at once, as it does by the browser's event or by Enter. */
  async comeOnline(): Promise<void> {
    const { chat } = this;
    this.#parts.gate.isOpen = true;
    // Connections dialled while the network was gone fail first.
    let tries = 0;
    await until(() => {
      const { phase } = chat.snapshot().connection;
      if (phase === "waiting" && (tries += 1) <= mostTries) chat.reconnectNow();
      return phase === "online" || phase === "ended" || tries > mostTries;
    });
  }

  /** Waits as long as it takes. */
  async comeOnlineOrEnd(): Promise<void> {
    await until(() => {
      this.chat.reconnectNow();
      return this.isOnline || this.isEnded;
    });
  }
}
