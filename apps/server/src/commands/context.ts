import type { LogReader } from "@beseda/log";
import { ChatError, type Limits } from "@beseda/protocol";
import type { Chat } from "../chat/chat.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Outlet } from "../delivery/outlet.ts";
import type { Pages } from "../delivery/pages.ts";
import type { PresenceTracker } from "../delivery/presence.ts";
import type { Signals } from "../delivery/signals.ts";
import type { Identity } from "../identity/identity.ts";
import type { SearchFeed } from "../search/search-feed.ts";
import type { SearchIndex } from "../search/search-index.ts";
import type { Repeats } from "../session/repeats.ts";
import type { Session } from "../session/session.ts";
import type { Sessions } from "../session/sessions.ts";

/** The result of a procedure in tRPC: whether it went well, and what only tRPC looks into. */
export interface ProcedureResult {
  readonly ok: boolean;
}

/** What was said, findable by its words. */
export interface SearchService {
  readonly index: Pick<SearchIndex, "find">;
  readonly feed: Pick<SearchFeed, "catchUp" | "progress">;
  /** Counts a search. @throws {ChatError} `rate` with the time to wait */
  readonly admit: (clientId: string) => void;
}

/** Services that the use-cases of all sessions share. */
export interface Services {
  readonly chat: Chat;
  readonly log: LogReader;
  readonly clock: Clock;
  readonly identity: Pick<Identity, "accounts" | "invitations" | "resets" | "bans">;
  readonly sessions: Sessions;
  readonly delivery: Delivery;
  readonly signals: Signals;
  readonly presences: PresenceTracker;
  readonly pages: Pages;
  readonly repeats: Repeats<ProcedureResult>;
  readonly search: SearchService;
  readonly limits: Limits;
  readonly server: { readonly name: string; readonly version: string };
  /** Address of the web client, for links. */
  readonly webAddress: () => string;
  /** Whether the operator has named that address: if not, it is the name that this machine gives itself. */
  readonly isAddressNamed: boolean;
}

/** A connection over which subscriptions are open. */
export interface SubscribedConnection {
  readonly outlet: Outlet;
  /** Subscriptions of this connection: those that are open, and all that were asked for. */
  readonly subscriptions: { open: number; asked: number };
}

/** The context of every procedure: the session that asks, and the services that it asks. */
export interface Context {
  readonly session: Session;
  readonly services: Services;
  /** Undefined if the session talks in lines. */
  readonly connection: SubscribedConnection | undefined;
}

/** Returns the connection over which the items of a subscription leave. */
export const connectionOf = ({ connection }: Context): SubscribedConnection => {
  if (!connection) throw new Error("a subscription without a connection for its frames");
  return connection;
};

/** Subscriptions let in with a connection: records and signals. */
const subscriptionsOfArrival = 2;

/**
 * Counts a requested subscription; returns whether it is one of those let in with their connection (DEL-14).
 */
export const comesWithConnection = (context: Context): boolean => {
  const { subscriptions } = connectionOf(context);
  subscriptions.asked += 1;
  return subscriptions.asked <= subscriptionsOfArrival;
};

/**
 * Counts a subscription among those of its connection; returns a function that no longer counts it, once.
 * @throws {ChatError} `too-many-subscriptions`
 */
export const takePlace = (context: Context): (() => void) => {
  const { subscriptions } = connectionOf(context);
  const most = context.services.limits.subscriptions;
  if (subscriptions.open >= most) throw new ChatError("too-many-subscriptions", most);
  subscriptions.open += 1;
  return () => (subscriptions.open -= 1);
};

/**
 * Counts a subscription among those of its connection for as long as its items come.
 * @throws {ChatError} `too-many-subscriptions`
 */
export async function* counted<Item>(
  context: Context,
  items: AsyncGenerator<Item, void, undefined>,
): AsyncGenerator<Item, void, undefined> {
  const giveBack = takePlace(context);
  try {
    yield* items;
  } finally {
    giveBack();
  }
}
