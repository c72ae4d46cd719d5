import type { Context } from "../../commands/context.ts";
import type { Session } from "../../session/session.ts";
import type { Screen } from "./screen.ts";

/** A message of a person. */
export interface Saying {
  readonly room: string;
  readonly text: string;
  readonly action?: true;
  /** The `seq` of the message that it replies to. */
  readonly reply_to?: number;
}

/** The object that a command works on: a session that talks in lines. */
export interface CommandContext {
  readonly session: Session;
  /** The context for its procedures. */
  readonly context: Context;
  readonly screen: Screen;
  /** Sends a message; its acknowledgement is shown when its record comes. */
  say(saying: Saying): Promise<void>;
  /** Ends the session and continues over the same connection as the owner of the token. */
  become(token: string): Promise<void>;
  /** Ends the session normally, with the farewell. */
  quit(farewell?: string): Promise<void>;
}
