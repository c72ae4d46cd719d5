import { isQuiet, typingLastsMs, type ChatRecord, type Signal } from "@beseda/protocol";
import type { Typist } from "../chat-client.ts";
import type { Environment } from "../environment.ts";

type TypingSignal = Extract<Signal, { kind: "typing" }>;

/** Somebody who types, and until when that is believed. */
interface Believed {
  readonly room: string;
  readonly typist: Typist;
  readonly until: number;
}

export interface TypistsParts {
  readonly environment: Environment;
  /** Whether somebody is not to be shown: the person themselves, and those whom they have blocked. */
  readonly isHidden: (clientId: string) => boolean;
  readonly onChange: (typing: ReadonlyMap<string, readonly Typist[]>) => void;
}

/** Others who type (DEL-9): each expires on their own, with what they were typing, and when they leave. */
export class Typists {
  readonly #parts: TypistsParts;
  /** The typists in the order in which they began. */
  readonly #believed = new Map<string, Believed>();
  #shown: ReadonlyMap<string, readonly Typist[]> = new Map();
  #stopTimer: () => void = () => undefined;

  constructor(parts: TypistsParts) {
    this.#parts = parts;
  }

  hear({ client_id, name, room, typing }: TypingSignal): void {
    const key = `${client_id} ${room}`;
    if (!typing || this.#parts.isHidden(client_id)) {
      this.#forget((_, other) => other === key);
      return;
    }
    const until = this.#parts.environment.now() + typingLastsMs;
    const known = this.#believed.get(key)?.typist;
    const typist = known?.name === name ? known : { client_id, name };
    this.#believed.set(key, { room, typist, until });
    this.#wait();
    if (typist !== known) this.#show();
  }

  /** Learns from a record that somebody no longer types, or has another name. */
  follow(record: ChatRecord): void {
    const { client_id } = record;
    if (record.type === "message") this.#forget((one) => isOf(one, client_id) && one.room === record.room);
    if (record.type === "left") this.#forget((one) => isOf(one, client_id) && one.room === record.room);
    if (record.type === "disconnected" && !isQuiet(record)) this.#forget((one) => isOf(one, client_id));
    if (record.type === "renamed") this.#rename(client_id, record.name);
  }

  /** Removes those who are hidden now. */
  review(): void {
    this.#forget(({ typist }) => this.#parts.isHidden(typist.client_id));
  }

  clear(): void {
    this.#forget(() => true);
  }

  #rename(client_id: string, name: string): void {
    let isKnown = false;
    for (const [key, one] of this.#believed) {
      if (!isOf(one, client_id)) continue;
      this.#believed.set(key, { ...one, typist: { client_id, name } });
      isKnown = true;
    }
    if (isKnown) this.#show();
  }

  #forget(which: (one: Believed, key: string) => boolean): void {
    const before = this.#believed.size;
    for (const [key, one] of this.#believed) if (which(one, key)) this.#believed.delete(key);
    if (this.#believed.size === before) return;
    this.#wait();
    this.#show();
  }

  /** Sets the one timer, for the typist who expires first. */
  #wait(): void {
    this.#stopTimer();
    if (this.#believed.size === 0) return;
    const { environment } = this.#parts;
    const next = Math.min(...Array.from(this.#believed.values(), ({ until }) => until));
    this.#stopTimer = environment.after(next - environment.now(), () => {
      const now = environment.now();
      this.#forget(({ until }) => until <= now);
      // Timers of a busy machine may be a little early.
      if (this.#believed.size > 0) this.#wait();
    });
  }

  #show(): void {
    const rooms = Map.groupBy(this.#believed.values(), ({ room }) => room);
    this.#shown = new Map(
      Array.from(rooms, ([room, those]) => [
        room,
        sameOr(
          this.#shown.get(room),
          those.map(({ typist }) => typist),
        ),
      ]),
    );
    this.#parts.onChange(this.#shown);
  }
}

const isOf = ({ typist }: Believed, client_id: string): boolean => typist.client_id === client_id;

/** Returns the earlier list where nothing changed, so that it keeps its identity. */
const sameOr = (before: readonly Typist[] | undefined, now: readonly Typist[]): readonly Typist[] =>
  before?.length === now.length && before.every((typist, index) => typist === now[index]) ? before : now;
