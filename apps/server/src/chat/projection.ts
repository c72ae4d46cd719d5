import type { MessageHead, Projection } from "@beseda/log";
import { isKnown, type AnyRecord } from "@beseda/protocol";
import { fold } from "./apply.ts";
import { spoken } from "./message.ts";
import { chatStateSchema, emptyState, type ChatState } from "./state.ts";

/** JSON has no maps: they are saved as lists of pairs under a key that no field of the state has. */
const pairs = (_key: string, value: unknown): unknown =>
  value instanceof Map ? { $map: [...value] } : value;
const maps = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === "object" && "$map" in value && Array.isArray(value.$map)
    ? new Map(value.$map)
    : value;

/** The durable state of the chat. */
export class ChatProjection implements Projection {
  readonly name = "chat";
  /** Changes also when the rule by which two names are the same does: the state keeps names by it (NAM-2). */
  readonly version = 11;
  #state = emptyState();

  get state(): ChatState {
    return this.#state;
  }

  apply(record: AnyRecord): void {
    if (isKnown(record)) fold(this.#state, record);
    else this.#state.lastTime = record.time;
  }

  /** Applies everything that a message changes. */
  applyMessage(message: Pick<MessageHead, "time" | "room" | "client_id">): void {
    this.#state.lastTime = message.time;
    spoken(this.#state, message, message.time);
  }

  save(): Uint8Array {
    return new TextEncoder().encode(JSON.stringify(this.#state, pairs));
  }

  load(bytes: Uint8Array): void {
    this.#state = chatStateSchema.parse(JSON.parse(new TextDecoder().decode(bytes), maps));
  }
}
