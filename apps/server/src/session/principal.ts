import type { Via } from "@beseda/protocol";
import type { Actor } from "../chat/command.ts";
import type { Logger } from "../logger.ts";
import type { Turnstile } from "./turnstile.ts";

/** The one who asks: what a command may know of the session that it comes over. */
export interface Principal {
  readonly clientId: string;
  readonly loginId: number;
  readonly via: Via;
  /** Program and version. */
  readonly client: string;
  /** Where the session came from. Never in the log. */
  readonly address: string;
  /** The client, with what it is on the server at this moment. */
  readonly actor: Actor;
  readonly turnstile: Turnstile;
  readonly logger: Logger;
  /** Names of the rooms that the client is a member of. */
  rooms(): readonly string[];
  /** `seq` from which a room is the client's to follow; undefined where it is no member. */
  memberSince(room: string): number | undefined;
  /** `seq` from which the history of a room is the client's to read. */
  readableFrom(room: string): number;
}
