import { ChatError } from "@beseda/protocol";
import { receivedInvitations } from "./chat/invitation.ts";
import type { Delivery } from "./delivery/delivery.ts";
import { HubDelivery } from "./delivery/hub-delivery.ts";
import { Hub } from "./delivery/hub.ts";
import { LocalPresenceStore } from "./delivery/local-presence-store.ts";
import { LocalSignalChannel } from "./delivery/local-signal-channel.ts";
import { PersonalNews } from "./delivery/personal-news.ts";
import { PresenceTracker } from "./delivery/presence.ts";
import { PullDelivery } from "./delivery/pull-delivery.ts";
import type { Reader } from "./delivery/reader.ts";
import { Signals } from "./delivery/signals.ts";
import { UnreadNews } from "./delivery/unread-news.ts";
import { Flusher } from "./gateway/websocket/flusher.ts";
import type { Sessions } from "./session/sessions.ts";
import type { Settings } from "./settings.ts";
import type { Storage } from "./storage.ts";

/** The output path: from the log to the readers. */
export interface Delivering {
  readonly delivery: Delivery;
  readonly hub: Hub;
  readonly signals: Signals;
  readonly presences: PresenceTracker;
  /** Writes the output gathered in a turn. */
  readonly flusher: Flusher;
  stop(): void;
}

export const startDelivering = (
  { config, logger }: Settings,
  { log, chat }: Storage,
  sessions: Sessions,
): Delivering => {
  const flusher = new Flusher();
  const flush = (): void => flusher.flush();
  const onError = (error: unknown, reader: Reader): void => {
    if (!(error instanceof ChatError)) logger.error({ err: error }, "a reader could not catch up");
    sessions.sendAway((session) => session === reader, error);
  };
  const hub = new Hub({ log, flush });
  const signals = new Signals(new LocalSignalChannel());
  const presences = new PresenceTracker({
    signals,
    store: new LocalPresenceStore(),
    online: (clientId) => chat.state.online.get(clientId),
  });
  const personalNews = new PersonalNews({
    signals,
    invitationsOf: (clientId) => receivedInvitations(chat.state, clientId),
    blockedBy: (clientId) => chat.state.blocks.get(clientId) ?? [],
    invited: chat.state.invitations.keys(),
    deciders: (report) =>
      [...sessions]
        .filter((session) => session.decidesAbout(report))
        .map(({ clientId, openReports }) => [clientId, openReports.length]),
  });
  const unreadNews = new UnreadNews({ signals, reading: sessions.reading });
  log.onCommit((entries) => {
    for (const { record } of entries) {
      presences.follow(record);
      personalNews.follow(record);
      unreadNews.follow(record);
    }
  });
  return {
    delivery: config.fanout === "hub" ? new HubDelivery({ log, hub, onError }) : new PullDelivery(log),
    hub,
    signals,
    presences,
    flusher,
    stop: () => hub.stop(),
  };
};
