import type { Services } from "./commands/context.ts";
import type { Delivering } from "./delivering.ts";
import { Pages } from "./delivery/pages.ts";
import type { ConnectionGuard } from "./gateway/connection-guard.ts";
import { FrameAllowances } from "./limits/frame-allowance.ts";
import { Heartbeat } from "./gateway/websocket/heartbeat.ts";
import { PortChecks } from "./gateway/lines/port-checks.ts";
import { TcpGateway } from "./gateway/lines/tcp-gateway.ts";
import { TextGateway } from "./gateway/lines/text-gateway.ts";
import { TrpcGateway } from "./gateway/trpc/trpc-gateway.ts";
import { searchAdmission } from "./limits/search-admission.ts";
import { Turns } from "./gateway/turns.ts";
import { Repeats } from "./session/repeats.ts";
import type { Refusals } from "./session/refusals.ts";
import type { Sessions } from "./session/sessions.ts";
import type { Settings } from "./settings.ts";
import type { Storage } from "./storage.ts";
import { LineFormats } from "./gateway/lines/peer-format.ts";

export interface GatewaysParts {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly sessions: Sessions;
  readonly delivering: Delivering;
  readonly connectionGuard: ConnectionGuard;
  /** Refusals of connections that were not let in. */
  readonly refusals: Refusals;
  readonly webAddress: () => string;
}

/** The gateways: all the ways to talk to the server. */
export interface Gateways {
  readonly trpc: TrpcGateway;
  readonly text: TextGateway;
  readonly tcp: TcpGateway;
  stop(): void;
}

/** The time between two looks at what people at line clients have read. */
const readingMs = 1000;

export const createGateways = (parts: GatewaysParts): Gateways => {
  const { settings, storage, delivering, connectionGuard, refusals, webAddress } = parts;
  const { config, clock, logger, silentMs } = settings;
  const { chat } = storage;
  const { flusher } = delivering;
  const turns = new Turns({ elapsed: () => clock.elapsed(), flush: () => flusher.flush() });
  const heartbeat = new Heartbeat({ intervalMs: settings.heartbeatMs, stalledBeats: 3 });
  const rounds = new Heartbeat({ intervalMs: readingMs, stalledBeats: 3 });
  const allowances = settings.hasLimits
    ? new FrameAllowances(settings.frameRates, () => clock.elapsed())
    : undefined;
  const portChecks = new PortChecks({
    write: (checks) => chat.note({ kind: "check-port", via: "tcp", checks }),
    logger,
    elapsed: () => clock.elapsed(),
  });
  const services = servicesOf(parts);
  const lineSessions = {
    services,
    hub: delivering.hub,
    rounds,
    formats: new LineFormats(settings.server),
    logger,
    locale: config.locale,
    firstLine: config.firstLine,
  };
  return {
    trpc: new TrpcGateway({
      services,
      flusher,
      heartbeat,
      turns,
      allowances,
      logger,
      refusals,
    }),
    text: new TextGateway({ lineSessions, flusher, heartbeat, turns, silentMs, allowances }),
    tcp: new TcpGateway({
      lineSessions,
      flusher,
      heartbeat,
      turns,
      portChecks,
      silentMs,
      webAddress,
      admit: (address, socket) => connectionGuard.admit(address, socket) === 0,
      admitPlain: (socket) => connectionGuard.admitPlain(socket),
      handshakeMs: settings.slowestHeadMs,
      tls: settings.tls,
    }),
    stop: () => {
      heartbeat.stop();
      rounds.stop();
      portChecks.stop();
    },
  };
};

/** Returns the services that answer all requests. */
const servicesOf = ({ settings, storage, sessions, delivering, webAddress }: GatewaysParts): Services => {
  const { config, clock, limits, server } = settings;
  const { chat, log, identity } = storage;
  const { delivery, signals, presences } = delivering;
  return {
    chat,
    log,
    clock,
    identity,
    sessions,
    delivery,
    signals,
    presences,
    search: { ...storage.search, admit: searchAdmission(settings) },
    pages: new Pages(),
    repeats: new Repeats(),
    limits,
    server,
    webAddress,
    isAddressNamed: config.publicUrl !== "",
  };
};
