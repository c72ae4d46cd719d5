import type { Delivering } from "./delivering.ts";
import { Pages } from "./delivery/pages.ts";
import type { Doorman } from "./gateway/doorman.ts";
import { FrameAllowances } from "./gateway/frame-allowance.ts";
import { Heartbeat } from "./gateway/heartbeat.ts";
import { PortChecks } from "./gateway/port-checks.ts";
import { TcpGateway } from "./gateway/tcp.ts";
import { TextGateway } from "./gateway/text.ts";
import { TrpcGateway } from "./gateway/trpc.ts";
import { Turns } from "./gateway/turns.ts";
import type { Refusals } from "./session/refusals.ts";
import type { Sessions } from "./session/sessions.ts";
import type { Settings } from "./settings.ts";
import type { Storage } from "./storage.ts";
import { LineFormats } from "./text/peer-format.ts";

export interface GatewaysParts {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly sessions: Sessions;
  readonly delivering: Delivering;
  readonly doorman: Doorman;
  /** Of connections that were not let in. */
  readonly refusals: Refusals;
  readonly webAddress: () => string;
}

/** All the ways to talk to the server. */
export interface Gateways {
  readonly trpc: TrpcGateway;
  readonly text: TextGateway;
  readonly tcp: TcpGateway;
  stop(): void;
}

export const createGateways = (parts: GatewaysParts): Gateways => {
  const { settings, storage, sessions, delivering, doorman, refusals, webAddress } = parts;
  const { config, clock, logger, limits, silentMs } = settings;
  const { log, chat } = storage;
  const { flusher } = delivering;
  const turns = new Turns({ elapsed: () => clock.elapsed(), flush: () => flusher.flush() });
  const heartbeat = new Heartbeat({ intervalMs: settings.heartbeatMs, stalledBeats: 3 });
  const allowances = settings.hasLimits
    ? new FrameAllowances(settings.frameRates, () => clock.elapsed())
    : undefined;
  const portChecks = new PortChecks({
    write: (checks) => chat.note({ kind: "check-port", via: "tcp", checks }),
    logger,
    elapsed: () => clock.elapsed(),
  });
  const conversations = {
    sessions,
    log,
    hub: delivering.hub,
    formats: new LineFormats(settings.server),
    limits,
    logger,
    locale: config.locale,
    firstLine: config.firstLine,
  };
  return {
    trpc: new TrpcGateway({
      sessions,
      log,
      limits,
      flusher,
      heartbeat,
      turns,
      allowances,
      logger,
      refusals,
      delivery: delivering.delivery,
      signals: delivering.signals,
      presences: delivering.presences,
      pages: new Pages(),
      server: settings.server,
    }),
    text: new TextGateway({ conversations, flusher, heartbeat, turns, silentMs, allowances }),
    tcp: new TcpGateway({
      conversations,
      flusher,
      heartbeat,
      turns,
      portChecks,
      silentMs,
      webAddress,
      admit: (address, socket) => doorman.admit(address, socket) === 0,
      admitPlain: (socket) => doorman.admitPlain(socket),
      handshakeMs: settings.slowestHeadMs,
      tls: settings.tls,
    }),
    stop: () => {
      heartbeat.stop();
      portChecks.stop();
    },
  };
};
