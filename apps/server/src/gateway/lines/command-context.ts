import type { Context } from "../../commands/context.ts";
import type { Session } from "../../session/session.ts";
import type { Screen } from "./screen.ts";

/** What a person says. */
export interface Saying {
  readonly room: string;
  readonly text: string;
  readonly action?: true;
  /** `seq` of the message that it answers. */
  readonly reply_to?: number;
}

/** What a command works on: a session that talks in lines. */
export interface CommandContext {
  readonly session: Session;
  /** What its procedures work with. */
  readonly context: Context;
  readonly screen: Screen;
  /** Says something; its acknowledgement is shown when its record comes. */
  say(saying: Saying): Promise<void>;
  /** Ends the session and goes on, over the same connection, as whom the token is of. */
  become(token: string): Promise<void>;
  /** Ends the session as it should, with the farewell. */
  quit(farewell?: string): Promise<void>;
}
