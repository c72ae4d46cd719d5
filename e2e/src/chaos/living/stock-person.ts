import type { Introduction } from "@beseda/protocol";
import { StockClient } from "../../harness/stock-client.ts";
import type { Random } from "../random.ts";
import type { Act, Sight } from "./acts.ts";
import { sent, typeOf, type Change, type ChangingAct } from "./changing.ts";
import { Insistence } from "./insistence.ts";
import type { RawRecord } from "./naive-folder.ts";
import type { Answered, Person, SeenRoom, SentPage } from "./person.ts";

/** A command that was answered, and can be sent again. */
interface Done {
  readonly what: string;
  readonly seq: number;
  readonly again: () => Promise<Change>;
}

/** Uses nothing but the stock tRPC client: over two devices at once, and sends again what was answered. */
export class StockPerson implements Person {
  readonly name: string;
  readonly answered = new Map<number, Answered>();
  readonly client: StockClient;
  /** Commands that were sent again after their answer. */
  repeated = 0;
  readonly #url: string;
  readonly #random: Random;
  readonly #done: Done[] = [];
  readonly #insistence: Insistence;
  #twin: StockClient | undefined;
  #doing: Promise<void> = Promise.resolve();

  constructor(url: string, introduction: Introduction & { readonly name: string }, random: Random) {
    this.name = introduction.name;
    this.#insistence = new Insistence(this.name);
    this.#url = url;
    this.#random = random;
    this.client = new StockClient(url, introduction, { keepsToken: true });
  }

  /** Begins to follow, and opens the second device. */
  async arrive(): Promise<void> {
    const { token } = await this.client.follow();
    this.#twin = new StockClient(this.#url, { token }, { keepsToken: true });
    await this.#twin.follow();
  }

  get hasArrived(): boolean {
    return this.client.welcomes.length > 0;
  }

  get faults(): string[] {
    return this.#insistence.faults;
  }

  get refused(): ReadonlyMap<string, number> {
    return this.#insistence.refused;
  }

  /** What is asked for waits for a connection. */
  get isOnline(): boolean {
    return true;
  }

  get clientId(): string {
    return this.client.welcomes.at(-1)?.client_id ?? "";
  }

  get connections(): number {
    return this.client.welcomes.length + (this.#twin?.welcomes.length ?? 0);
  }

  /** The records that came since the newest greeting that began anew. */
  get records(): readonly RawRecord[] {
    return this.client.records.slice(this.client.beginning) as readonly RawRecord[];
  }

  sight(): Sight {
    const me = this.clientId;
    const newest = (this.client.records as readonly RawRecord[]).slice(-1500);
    const rooms = new Set(["lobby"]);
    for (const { type, room, client_id } of this.client.records as readonly RawRecord[]) {
      if (client_id !== me || room === undefined) continue;
      if (type === "joined") rooms.add(room);
      if (type === "left") rooms.delete(room);
    }
    return {
      me,
      rooms: [...rooms],
      messages: (room) =>
        newest.flatMap((record) =>
          record.type === "message" && record.room === room
            ? [{ seq: record.seq, author: record.client_id }]
            : [],
        ),
    };
  }

  act(act: Act): void {
    const before = this.#doing;
    this.#doing = (async () => {
      await before;
      await this.#carryOut(act);
      if (this.#random.below(4) === 0) await this.#repeat();
    })();
  }

  settled(): Promise<void> {
    return this.#doing;
  }

  async mark(choose: (room: string) => readonly number[]): Promise<ReadonlyMap<string, number>> {
    const marks = new Map<string, number>();
    for (const { room } of await this.#rooms()) {
      for (const seq of choose(room)) {
        await this.insist(() => this.client.api.read.set.mutate({ room, seq }));
        marks.set(room, seq);
      }
    }
    return marks;
  }

  /** What the server says of each room; the messages are compared by the records that came, and by pages. */
  async seen(): Promise<readonly SeenRoom[]> {
    return (await this.#rooms()).map(({ room, pins = [], read, unread = 0, mentions = 0 }) => ({
      room,
      messages: [],
      pins,
      mark: read?.seq ?? 0,
      unread,
      mentions,
    }));
  }

  /** A page of history, whatever happens to the connection. */
  async page(room: string, place: { before?: number; after?: number; limit: number }): Promise<SentPage> {
    const page = await this.insist(() => this.client.api.room.history.query({ room, ...place }));
    const { events, later = [], undone = [], counted = [] } = page ?? { events: [] };
    return { room, events: events as RawRecord[], later, undone, counted };
  }

  insist<Answer>(ask: () => Promise<Answer>, what = "ask"): Promise<Answer | undefined> {
    return this.#insistence.insist(ask, what);
  }

  async close(): Promise<void> {
    await Promise.all([this.client.close(), this.#twin?.close()]);
  }

  /** Sends everything again that was answered with a record: the answers must be those of the first time. */
  async repeatAll(): Promise<void> {
    for (let index = this.#done.length; index > 0; index -= 1) await this.#repeat();
  }

  async #rooms() {
    return (await this.insist(() => this.client.api.room.list.query({}))) ?? [];
  }

  async #carryOut(act: Act): Promise<void> {
    const { api } = this.client;
    switch (act.kind) {
      case "say":
      case "edit":
      case "react":
      case "pin":
      case "unpin":
      case "unpin-all":
        return this.#change(act);
      case "delete":
        await this.insist(() => api.message.remove.mutate(act), "delete");
        return;
      case "read":
        await this.insist(() => api.read.set.mutate(act), "read");
        return;
      case "join":
      case "leave":
        await this.insist(() => api.room[act.kind].mutate({ room: act.room }), act.kind);
        return;
      case "accept": {
        const open = await this.insist(() => api.room.invitations.query());
        const room = open?.received[0]?.room;
        if (room !== undefined) await this.insist(() => api.room.join.mutate({ room }), "accept");
        return;
      }
      case "invite":
        await this.insist(() => api.room.invite.mutate(act), "invite");
        return;
      case "direct":
        await this.insist(() => api.room.direct.mutate(act), "direct");
        return;
      case "block":
      case "unblock":
        await this.insist(() => api.people[act.kind].mutate({ name: act.name }), act.kind);
        return;
      case "older":
        return void (await this.page(act.room, { limit: 1 + this.#random.below(40) }));
    }
  }

  /** A command with an id; an edit or a reaction at times over both devices at once, with two meanings. */
  async #change(act: ChangingAct): Promise<void> {
    const other = this.#twin;
    const atOnce = [this.#once(this.client, act)];
    if (other && this.#random.below(3) === 0) {
      if (act.kind === "edit") atOnce.push(this.#once(other, { ...act, text: `${act.text} и ещё` }));
      if (act.kind === "react") atOnce.push(this.#once(other, { ...act, withdrawn: !act.withdrawn }));
    }
    await Promise.all(atOnce);
  }

  async #once({ api }: StockClient, act: ChangingAct): Promise<void> {
    const id = crypto.randomUUID();
    const again = (): Promise<Change> => sent(api, act, id);
    const change = await this.insist(again, act.kind);
    if (change?.seq === undefined) return;
    this.answered.set(change.seq, { type: typeOf[act.kind], id });
    this.#done.push({ what: act.kind, seq: change.seq, again });
  }

  async #repeat(): Promise<void> {
    const [done] = this.#done.splice(this.#random.below(Math.max(1, this.#done.length)), 1);
    if (!done) return;
    const { what, seq, again } = done;
    const change = await this.insist(again, `${what} again`);
    this.repeated += 1;
    // Whoever has left a room since, or whose message was taken back, is refused: nothing flips.
    if (change && (change.seq !== seq || !change.duplicate))
      this.faults.push(
        `${this.name}: ${what} of #${seq} was sent again and answered ${JSON.stringify(change)}`,
      );
  }
}
