import type { ChatClient, CommandOutcome, ServerInvocation, Way } from "./chat-client.ts";
import { isAhead } from "./outbox/ahead.ts";

export interface CurrentRoomParts {
  readonly client: Pick<ChatClient, "go">;
  readonly room: string;
  /**
   * Whether what is typed comes from a program, which looks at no screen. After a refused command it does not go back:
   * what follows was meant for where the command was to lead, and is given back until another one leads elsewhere. Its
   * `/msg` leads nowhere, as on lines: what follows is of the room that it is in. @default false
   */
  readonly isScript?: boolean;
  /** Called when another room is on the screen. */
  readonly onChange: (room: string) => void;
}

/**
 * The room that a person has on the screen: what they type goes there. A command that leads into another room is
 * followed at once: until the server has said which room that is, the person is on the way, and what is typed waits
 * with them (CLI-1).
 */
export class CurrentRoom {
  readonly #parts: CurrentRoomParts;
  #room: string;
  /** The room that the person was in before the ways that have not ended. */
  #from: string;

  constructor(parts: CurrentRoomParts) {
    this.#parts = parts;
    this.#room = parts.room;
    this.#from = parts.room;
  }

  /** The current room; may be one that a command leads to, see {@link Way}. */
  get room(): string {
    return this.#room;
  }

  /** The room that exists already: while the person is on the way, the one that they come from. */
  get settled(): string {
    return isAhead(this.#room) ? this.#from : this.#room;
  }

  get #isScript(): boolean {
    return this.#parts.isScript ?? false;
  }

  show(room: string): void {
    if (room === this.#room) return;
    if (!isAhead(room)) this.#from = room;
    this.#room = room;
    this.#parts.onChange(room);
  }

  /**
   * Carries out a command, and goes where it leads, unless the person has gone elsewhere meanwhile.
   * @param room the one that was on the screen when the command was typed
   */
  go(invocation: ServerInvocation, room = this.#room): Way {
    const way = this.#parts.client.go({ room, invocation });
    if (invocation.command === "msg" && this.#isScript) return way;
    this.show(way.ahead);
    return { ...way, outcome: this.#follow(way) };
  }

  async #follow({ ahead, outcome }: Way): Promise<CommandOutcome> {
    try {
      const came = await outcome;
      if (isAhead(ahead)) this.#leave(ahead, came.room);
      return came;
    } catch (error) {
      if (isAhead(ahead)) this.#leave(ahead, undefined);
      throw error;
    }
  }

  /** Ends a way: in a room, or where it began. */
  #leave(ahead: string, room: string | undefined): void {
    const back = this.#isScript ? ahead : this.#from;
    if (this.#room === ahead) this.show(room ?? back);
    else if (room !== undefined && isAhead(this.#room)) this.#from = room;
  }
}
