import type { ChatClient } from "@beseda/client";

export interface FirstRoomParts {
  readonly client: Pick<ChatClient, "snapshot" | "join">;
  readonly room: string;
  /** Called with the reason, as a sentence. */
  readonly onRefused: (reason: string) => void;
  readonly onEntered: () => void;
}

/** The room that a person wants to begin in. */
export class FirstRoom {
  readonly #parts: FirstRoomParts;
  #hasEntered = false;
  #isEntering = false;

  constructor(parts: FirstRoomParts) {
    this.#parts = parts;
  }

  /**
   * Whether the person is on the way into it: its history comes after the first records, and writing has to
   * wait for both, to be in order.
   */
  get isEntering(): boolean {
    return this.#isEntering;
  }

  /** Joins the room if the person is not in it yet. Tries once: a refusal is only shown. */
  async enter(): Promise<void> {
    if (this.#hasEntered) return;
    this.#hasEntered = true;
    const { client, room: wanted, onRefused, onEntered } = this.#parts;
    if (client.snapshot().rooms.some(({ room }) => room === wanted)) return;
    this.#isEntering = true;
    try {
      await client.join(wanted);
    } catch (error) {
      onRefused(error instanceof Error ? error.message : String(error));
    }
    this.#isEntering = false;
    onEntered();
  }
}
