import {
  createChatClient,
  RefusedError,
  unfolded,
  type ChatClient,
  type ServerInvocation,
  type TimelineMessage,
} from "@beseda/client";
import type { Act, Sight } from "./acts.ts";
import type { SeenMessage } from "./judge.ts";
import type { Person, SeenRoom } from "./person.ts";

/** Uses the project's own client, as the web and the terminal do. */
export class SdkPerson implements Person {
  readonly name: string;
  readonly answered = new Map();
  readonly faults: string[] = [];
  readonly refused = new Map<string, number>();
  readonly #chat: ChatClient;
  readonly #doing = new Set<Promise<void>>();
  readonly #sessions = new Set<string>();
  #isLeaving = false;

  constructor(url: string, name: string) {
    this.name = name;
    this.#chat = createChatClient({ url, name, client: "chaos/1" });
    this.#chat.subscribe(() => {
      const { connection, welcome } = this.#chat.snapshot();
      if (connection.phase === "ended" && !this.#isLeaving)
        this.faults.push(`${name}: the connection ended for good`);
      if (welcome) this.#sessions.add(welcome.session);
    });
  }

  get hasArrived(): boolean {
    return this.#chat.snapshot().welcome !== undefined;
  }

  get isOnline(): boolean {
    this.#chat.reconnectNow();
    return this.#chat.snapshot().connection.phase === "online";
  }

  get clientId(): string {
    return this.#chat.snapshot().me?.client_id ?? "";
  }

  get connections(): number {
    return this.#sessions.size;
  }

  sight(): Sight {
    const { rooms, timelines } = this.#chat.snapshot();
    return {
      me: this.clientId,
      rooms: ["lobby", ...rooms.map(({ room }) => room).filter((room) => room !== "lobby")],
      messages: (room) =>
        (timelines.get(room)?.items ?? []).flatMap((item) =>
          item.kind === "message" && item.seq > 0 ? [{ seq: item.seq, author: item.client_id }] : [],
        ),
    };
  }

  act(act: Act): void {
    const doing = this.#carryOut(act).catch((error: unknown) => {
      if (!(error instanceof RefusedError)) throw error;
      const refused = `${act.kind} ${error.code}`;
      this.refused.set(refused, (this.refused.get(refused) ?? 0) + 1);
    });
    this.#doing.add(doing);
    void doing.finally(() => this.#doing.delete(doing));
  }

  async settled(): Promise<void> {
    await this.#chat.settled();
    await Promise.all(this.#doing);
  }

  async mark(choose: (room: string) => readonly number[]): Promise<ReadonlyMap<string, number>> {
    const marks = new Map<string, number>();
    for (const { room } of this.#chat.snapshot().rooms) {
      for (const seq of choose(room)) {
        await this.#perform(room, { command: "read", arguments: { seq } });
        marks.set(room, seq);
      }
    }
    return marks;
  }

  async seen(): Promise<readonly SeenRoom[]> {
    await this.#chat.refreshRooms();
    const { rooms } = this.#chat.snapshot();
    const seen: SeenRoom[] = [];
    for (const { room } of rooms) {
      while (this.#chat.snapshot().timelines.get(room)?.hasOlder) await this.#chat.loadOlder(room);
      seen.push(this.#seenIn(room));
    }
    return seen;
  }

  /** What it sees without having asked anew: the pins as the records have made them. */
  get pins(): ReadonlyMap<string, readonly number[]> {
    return new Map(this.#chat.snapshot().rooms.map(({ room, pins = [] }) => [room, pins]));
  }

  close(): Promise<void> {
    this.#isLeaving = true;
    return this.#chat.close();
  }

  #seenIn(room: string): SeenRoom {
    const { rooms, timelines, blocked } = this.#chat.snapshot();
    const items = unfolded(timelines.get(room)?.items ?? [], blocked);
    const { pins = [], read, unread = 0, mentions = 0 } = rooms.find((known) => known.room === room) ?? {};
    return {
      room,
      messages: items.flatMap((item) => (item.kind === "message" && item.seq > 0 ? [seenOf(item)] : [])),
      pins,
      mark: read?.seq ?? 0,
      unread,
      mentions,
    };
  }

  async #carryOut(act: Act): Promise<void> {
    switch (act.kind) {
      case "say": {
        const { room, text, reply_to } = act;
        this.#chat.send({ room, text, ...(reply_to !== undefined && { reply_to }) });
        return;
      }
      case "edit":
        return this.#perform(act.room, { command: "edit", arguments: { seq: act.seq, text: act.text } });
      case "react": {
        const { seq, emoji, withdrawn } = act;
        return this.#perform(act.room, { command: "react", arguments: { seq, emoji, withdrawn } });
      }
      case "pin":
      case "unpin":
      case "delete":
      case "read":
        return this.#perform(act.room, { command: act.kind, arguments: { seq: act.seq } });
      case "unpin-all":
        return this.#perform(act.room, { command: "pin", arguments: {} });
      case "join":
      case "leave":
        return this.#chat[act.kind](act.room);
      case "accept": {
        const [invitation] = this.#chat.snapshot().invitations;
        return invitation && this.#chat.join(invitation.room);
      }
      case "invite":
        return this.#perform(act.room, { command: "invite", arguments: { name: act.name } });
      case "direct":
        await this.#chat.direct(act.name);
        return;
      case "block":
      case "unblock":
        return this.#perform("lobby", { command: act.kind, arguments: { name: act.name } });
      case "older":
        return this.#chat.loadOlder(act.room);
    }
  }

  async #perform(room: string, invocation: ServerInvocation): Promise<void> {
    await this.#chat.perform({ room, invocation });
  }
}

const seenOf = (item: TimelineMessage): SeenMessage => {
  const { seq, client_id: author, text, deleted = false, edited = 0, reply_to = 0, reactions = [] } = item;
  const told = reactions.map(({ emoji, count, own, people }) => {
    return [emoji, { count, own, people: people.map(({ client_id }) => client_id) }] as const;
  });
  return { seq, author, text, deleted, edited, reply_to, reactions: new Map(told) };
};
