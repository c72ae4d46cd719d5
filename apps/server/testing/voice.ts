import { callOf, commandTable, parseLine } from "@beseda/protocol";
import { Person } from "./person.ts";
import type { TemporaryServer } from "./running-server.ts";
import { TcpClient, WebSocketClient, type TextClient } from "./text-client.ts";
import { until } from "./until.ts";

/** A person who types commands over any connection: the effects are the same, and so are the answers. */
export interface Voice extends AsyncDisposable {
  /** Carries out a command of the table; resolves with the answer, or the sentence of the refusal. */
  types(command: string): Promise<string>;
  /** Returns everything that came so far. */
  heard(): string;
  sees(text: string): Promise<unknown>;
}

/** A voice that uses the procedures, with the room entered last. */
export class TrpcVoice implements Voice {
  readonly person: Person;
  #room = "lobby";

  private constructor(person: Person) {
    this.person = person;
  }

  static async come(
    server: TemporaryServer,
    introduction: { name?: string; token?: string },
  ): Promise<TrpcVoice> {
    const person = await Person.come(server, introduction);
    void person.ask("events.signals").catch(() => undefined);
    return new TrpcVoice(person);
  }

  async types(typed: string): Promise<string> {
    const line = parseLine(typed);
    if (line.kind === "text") return this.#ask("message.send", this.#saying(line.text));
    if (line.kind !== "command") throw new Error(`${typed} is no command`);
    const { command, arguments: input } = line.invocation;
    const call = callOf(line.invocation, { room: this.#room });
    const path = call?.procedure.path ?? commandTable[command].procedure ?? "";
    const answer = await this.#ask(path, call?.input ?? { room: this.#room, ...input });
    const { room }: { room?: string } = answer.startsWith("{") ? JSON.parse(answer) : {};
    if (room !== undefined && (command === "join" || command === "create" || command === "msg"))
      this.#room = room;
    return command === "msg" && room !== undefined
      ? this.#ask("message.send", this.#saying(input.text))
      : answer;
  }

  heard(): string {
    return this.person.frames.join("\n");
  }

  sees(text: string): Promise<unknown> {
    return until(
      () => text,
      () => this.heard().includes(text),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.person[Symbol.asyncDispose]();
  }

  #saying(text: string): object {
    return { id: crypto.randomUUID(), room: this.#room, text };
  }

  async #ask(path: string, input: object): Promise<string> {
    try {
      return JSON.stringify(await this.person.ask(path, input)) ?? "";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

/** A voice in lines: a line that is not of the chat is the answer. */
class LineVoice implements Voice {
  readonly #client: TextClient;

  constructor(client: TextClient) {
    this.#client = client;
  }

  async types(command: string): Promise<string> {
    const from = this.#client.lines.length;
    this.#client.type(command, "/ping");
    await this.#client.sees("Сервер отвечает.", from);
    return this.#client.lines
      .slice(from)
      .filter((line) => !/^(?:[#@~]\S+ )?\[|^\*\*\*|^Сервер отвечает/u.test(line))
      .join("\n");
  }

  heard(): string {
    return this.#client.lines.join("\n");
  }

  sees(text: string): Promise<unknown> {
    return this.#client.sees(text);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#client[Symbol.asyncDispose]();
  }
}

/** The voices; everybody who uses them comes in Russian. */
export const voices: Readonly<
  Record<"trpc" | "text" | "tcp", (server: TemporaryServer, name: string) => Promise<Voice>>
> = {
  trpc: (server, name) => TrpcVoice.come(server, { name }),
  text: async (server, name) => new LineVoice(await WebSocketClient.connect(server, { name })),
  tcp: async (server, name) => new LineVoice(await TcpClient.connect(server, { name })),
};
