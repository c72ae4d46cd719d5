import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { createIdIndex, openLog, type Disk, type EventLog, type LogProgress } from "@beseda/log";
import { ChatError, closeCodes, defaultLimits, serverId, textsOf, type Limits } from "@beseda/protocol";
import { Chat } from "./chat/chat.ts";
import { receivedInvitations } from "./chat/consent.ts";
import { MembershipHistory } from "./chat/membership-history.ts";
import { ChatProjection } from "./chat/projection.ts";
import { RedactedLog } from "./chat/redacted-log.ts";
import type { Clock } from "./clock.ts";
import { describeClockNews } from "./clock-news.ts";
import { Condition, type Failure } from "./condition.ts";
import { connectionCaps, describeLowered, descriptorLimit } from "./connection-caps.ts";
import type { Config } from "./config.ts";
import { Hub } from "./delivery/hub.ts";
import { HubDelivery } from "./delivery/hub-delivery.ts";
import { PullDelivery } from "./delivery/pull-delivery.ts";
import { Pace } from "./delivery/pace.ts";
import { Pages } from "./delivery/pages.ts";
import type { Reader } from "./delivery/reader.ts";
import { PersonalNews } from "./delivery/personal-news.ts";
import { Presences } from "./delivery/presences.ts";
import { Signals } from "./delivery/signals.ts";
import { Doorman } from "./gateway/doorman.ts";
import { Admission } from "./gateway/admission.ts";
import { Flusher } from "./gateway/flusher.ts";
import { defaultFrameRates, FrameAllowances, type FrameRates } from "./gateway/frame-allowance.ts";
import { Heartbeat } from "./gateway/heartbeat.ts";
import { PortChecks } from "./gateway/port-checks.ts";
import { TcpGateway } from "./gateway/tcp.ts";
import { TextGateway } from "./gateway/text.ts";
import { textPathOf } from "./gateway/text-path.ts";
import { TrpcGateway } from "./gateway/trpc.ts";
import { refuseUnread, safeHeaders } from "./gateway/raw-refusal.ts";
import { RequestGuard } from "./gateway/request-guard.ts";
import { upgrades } from "./gateway/upgrades.ts";
import { createHttpApp } from "./http/app.ts";
import { basePathOf, withoutBase } from "./http/base-path.ts";
import { disagreements } from "./identity/agreement.ts";
import { makeDataFolder } from "./identity/data-folder.ts";
import { openIdentity, type Identity } from "./identity/identity.ts";
import type { Logger } from "./logger.ts";
import { PlausibleClock, systemSource } from "./plausible-clock.ts";
import { openReception } from "./reception.ts";
import { secretsOf } from "./tls.ts";
import { addressList, isListed } from "./address.ts";
import { defaultRates, type Rates } from "./session/rates.ts";
import { Refusals } from "./session/refusals.ts";
import { LineFormats } from "./text/peer-format.ts";
import { version } from "./version.ts";

export interface ServerOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** Folder of the built web client. */
  readonly web: string;
  readonly clock?: Clock;
  /** Between two heartbeats, in milliseconds. @default what the configuration says */
  readonly heartbeatMs?: number;
  /** How fast everybody may go, with `limits` "default". @default defaultRates */
  readonly rates?: Rates;
  /** The same of what comes besides messages and commands. @default `defaultFrameRates` */
  readonly frameRates?: FrameRates;
  /** Bytes of recent records that the log keeps in memory. @default that of the log */
  readonly tailBytes?: number;
  /** How long a plain request may take to come with its head, in milliseconds. @default 10_000 */
  readonly slowestHeadMs?: number;
  /** How long a TCP connection may be silent before somebody must be reading, in milliseconds. @default 500 */
  readonly silentMs?: number;
  /** What the log is written with. @default the disk of the machine */
  readonly disk?: Disk;
  /** Over how long the return of the clients is spread when the server stops. @default 3_000 */
  readonly returnSpreadMs?: number;
  /** Told how far the log is read. */
  readonly onProgress?: (progress: LogProgress) => void;
}

/** Where a running server can be reached. */
interface Addresses {
  readonly http: string;
  /** The same with the path under which the web client lies. */
  readonly web: string;
  readonly port: number;
  readonly tcpPort: number | "off";
}

export interface RunningServer {
  readonly addresses: Addresses;
  /** As it is in the file, also what was deleted. */
  readonly log: EventLog;
  /** Code of the one invitation that makes somebody the owner, while there is none. */
  readonly ownerInvitation: string | undefined;
  /** Resolves when somebody owns the server. */
  readonly owned: Promise<void>;
  /** Resolves where the log, or the store of accounts, failed under the server, when the process is to end (LOG-5, LOG-10). */
  readonly failed: Promise<Failure>;
  /** Tells every client, writes the ends of their sessions, frees everything (SES-7). */
  stop(): Promise<void>;
}

const name = "beseda";
/** Rooms that one account may have open. */
const roomsPerAccount = 200;
/** How often it is looked whether logins ran out (A5). */
const recheckMs = 1000;

/**
 * Starts a server: the only place where the parts are chosen and put together.
 * @throws what `openLog` throws, and `NodeJS.ErrnoException` with `EADDRINUSE` or `EACCES` for the port
 */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { config, logger, clock = clockOf(options) } = options;
  const hasLimits = config.limits === "default";
  const roomBounds = hasLimits ? { guest: config.roomsPerGuest, account: roomsPerAccount } : undefined;
  const limits: Limits = {
    ...defaultLimits,
    ...(roomBounds && { guest_rooms: roomBounds.guest, account_rooms: roomBounds.account }),
  };
  const startedAt = clock.elapsed();
  await makeDataFolder(config.data);

  // What can be wrong with the options is found before anything is opened.
  const tls = await secretsOf(config);
  const proxies = addressList(config.trustProxy);

  const condition = new Condition(logger, config.locale);
  const projection = new ChatProjection();
  const ids = createIdIndex();
  const memberships = new MembershipHistory();
  const wholeLog = await openLog({
    file: config.log,
    data: config.data,
    durability: config.durability,
    onProgress: options.onProgress ?? (() => {}),
    onNotice: (notice) => condition.notice(notice),
    onFailure: (failure) => condition.fail(failure),
    ...(options.tailBytes !== undefined && { tailBytes: options.tailBytes }),
    ...(options.disk && { disk: options.disk }),
    projections: [projection, ids, memberships],
    clock: () => clock.now(),
    pace: new Pace(),
    start: (id) => ({
      type: "server-started",
      client_id: serverId,
      sender: "server",
      message: textsOf(config.locale).serverStarted(),
      log: id,
      version,
    }),
  });
  const now = (): number => clock.now();
  const identity = await openIdentityOrClose(wholeLog, { config, condition, now });
  // Each looks for its file once more: whoever took one away may have taken both.
  condition.beforeEnd = () => Promise.allSettled([wholeLog.close(), identity.close()]);
  const { accounts } = identity;
  for (const sentence of disagreements(identity, projection.state.lastClient, config.locale))
    logger.warn(sentence);
  const holderOf = (name: string): string | undefined => accounts.holderOf(name);
  const chat = new Chat({
    log: wholeLog,
    projection,
    ids,
    memberships,
    locale: config.locale,
    holderOf,
    roomBounds,
    now,
  });
  const log = new RedactedLog(wholeLog, () => projection.state);
  await closeCrashedSessions(chat, config);

  // Known when both ports are open; whoever connects between the two learns it a moment later.
  let addresses: Addresses | undefined;
  const webAddress = (): string => config.publicUrl || (addresses?.web ?? "");
  const sessions = openReception({
    chat,
    log,
    identity,
    clock,
    logger,
    locale: config.locale,
    access: config.access,
    rates: hasLimits ? (options.rates ?? defaultRates) : "off",
    webAddress,
    isAddressNamed: config.publicUrl !== "",
  });
  condition.onFailing = () => sessions.abandon(options.returnSpreadMs ?? 3000);
  const owned = Promise.withResolvers<void>();
  let isOwned = false;
  const recheck = (): void => {
    // Everybody is sent away already, and the accounts are closed.
    if (condition.isFailing) return;
    isOwned ||= accounts.hasOwner;
    if (isOwned) owned.resolve();
    // A clock that nobody looks at is believed late.
    clock.now();
    sessions.recheck().catch((error: unknown) => logger.error({ err: error }, "logins were not checked"));
  };
  accounts.onChange(recheck);
  const rechecking = setInterval(recheck, recheckMs).unref();
  const caps = hasLimits
    ? connectionCaps(
        { perAddress: config.maxConnectionsPerAddress, inAll: config.maxConnections },
        descriptorLimit(),
      )
    : undefined;
  if (caps?.areLowered) logger.warn(describeLowered(caps, config.locale));
  const doorman = new Doorman({
    origins: originsOf(config),
    proxies,
    caps,
    rates: options.rates ?? defaultRates,
    elapsed: () => clock.elapsed(),
  });
  // Of connections that were not let in.
  const refusals = new Refusals(logger);
  const flusher = new Flusher();
  const heartbeat = new Heartbeat({ intervalMs: options.heartbeatMs ?? config.heartbeat, stalledBeats: 3 });
  const onError = (error: unknown, reader: Reader): void => {
    if (!(error instanceof ChatError)) logger.error({ err: error }, "a reader could not catch up");
    sessions.sendAway((session) => session === reader, error);
  };
  const hub = new Hub({ log, flush: () => flusher.flush() });
  const signals = new Signals();
  const presences = new Presences({ signals, online: (clientId) => chat.state.online.get(clientId) });
  const personalNews = new PersonalNews({
    signals,
    invitationsOf: (clientId) => receivedInvitations(chat.state, clientId),
    blockedBy: (clientId) => chat.state.blocks.get(clientId) ?? [],
    invited: chat.state.invitations.keys(),
    deciders: (report) =>
      [...sessions]
        .filter(({ people }) => people.decidesAbout(report))
        .map(({ clientId, people }) => [clientId, people.openReports.length]),
  });
  log.onCommit((entries) => {
    for (const { record } of entries) {
      presences.follow(record);
      personalNews.follow(record);
    }
  });
  const allowances = hasLimits
    ? new FrameAllowances(options.frameRates ?? defaultFrameRates, () => clock.elapsed())
    : undefined;
  const trpc = new TrpcGateway({
    sessions,
    log,
    limits,
    flusher,
    heartbeat,
    allowances,
    logger,
    refusals,
    delivery: config.fanout === "hub" ? new HubDelivery({ log, hub, onError }) : new PullDelivery(log),
    signals,
    presences,
    pages: new Pages(),
    server: { name, version },
  });

  const formats = new LineFormats({ name, version });
  const conversations = {
    sessions,
    log,
    hub,
    formats,
    limits,
    logger,
    locale: config.locale,
    firstLine: config.firstLine,
  };
  const silentMs = options.silentMs ?? 500;
  const text = new TextGateway({ conversations, flusher, heartbeat, silentMs, allowances });
  const admit = (address: string, socket: Duplex): boolean => doorman.admit(address, socket) === 0;
  const portChecks = new PortChecks({
    log: wholeLog,
    logger,
    locale: config.locale,
    elapsed: () => clock.elapsed(),
  });
  // Who sends a request, or agrees on TLS, byte by byte is not waited for.
  const headersTimeout = options.slowestHeadMs ?? 10_000;
  const tcp = new TcpGateway({
    conversations,
    flusher,
    heartbeat,
    portChecks,
    silentMs,
    webAddress,
    admit,
    admitPlain: (socket) => doorman.admitPlain(socket),
    handshakeMs: headersTimeout,
    tls,
  });

  const health = () => ({
    ...condition.health,
    name,
    version,
    log: log.id,
    seq: log.last.seq,
    uptime_ms: Math.round(clock.elapsed() - startedAt),
    sessions: sessions.count,
    people: chat.state.online.size,
    durability: config.durability,
    ports: { http: addresses?.port, tcp: addresses?.tcpPort },
  });
  const app = createHttpApp({
    web: options.web,
    health,
    isSecure: tls !== undefined,
    isForUs: (request) => doorman.isHostAllowed(request),
    isOriginAllowed: (request) => doorman.isOriginAllowed(request),
    server: { name, version },
  });
  const listener = getRequestListener(app.fetch, {
    // Of requests that name none.
    hostname: "localhost",
    // What the framework cannot read does not come to the application.
    errorHandler: () => new Response(null, { status: 400, headers: safeHeaders }),
  });
  const patience = {
    headersTimeout,
    requestTimeout: 3 * headersTimeout,
    connectionsCheckingInterval: headersTimeout / 2,
  };
  const base = basePathOf(config);
  const requests = new RequestGuard((request) => doorman.admitRequest(request));
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    if (!requests.admit(request, response)) return;
    request.url = withoutBase(request.url ?? "/", base);
    void listener(request, response);
  };
  const http = tls
    ? createTlsServer({ ...patience, handshakeTimeout: headersTimeout, ...tls }, serve)
    : createServer(patience, serve);
  const pace = { perSecond: 500, burst: 500, longestWaitMs: 10_000, elapsed: () => clock.elapsed() };
  const admission = config.limits === "off" ? undefined : new Admission(pace);
  const gatewayOf = (path: string) => (path === "/trpc" ? trpc : textPathOf(path) && text);
  const takeUp = upgrades({ gatewayOf, locale: config.locale, doorman, admission, refusals });
  http.on("upgrade", (request, stream, head) => {
    request.url = withoutBase(request.url ?? "/", base);
    takeUp(request, stream, head);
  });
  http.on("clientError", refuseUnread);
  http.on("connection", (socket: Socket) => (doorman.admitPlain(socket) ? undefined : socket.destroy()));

  const end = async (): Promise<void> => {
    http.close();
    tcp.refuse();
    await sessions.stop(options.returnSpreadMs ?? 3000);
    clearInterval(rechecking);
    refusals.stop();
    heartbeat.stop();
    hub.stop();
    portChecks.stop();
    await wholeLog.append([
      {
        type: "server-stopped",
        client_id: serverId,
        sender: "server",
        message: textsOf(config.locale).serverStopped(),
      },
    ]);
    await wholeLog.close();
    await identity.close();
    http.closeAllConnections();
    await tcp.stop();
  };

  /** Who is asked to stop while the log fails stops for that, and not before what can be saved is. */
  const stop = (): Promise<void> =>
    end().catch(async (error: unknown) => {
      throw condition.isFailing ? await condition.failed : error;
    });

  addresses = await listenOrStop({ config, http, tcp, stop });
  const { failed } = condition;
  return {
    addresses,
    log: wholeLog,
    ownerInvitation: await inviteOwner(identity),
    owned: owned.promise,
    failed,
    stop,
  };
};

interface IdentityParts {
  readonly config: Config;
  readonly condition: Condition;
  readonly now: () => number;
}

/** What others may look into, or is of another log, is not opened, and nothing stays open behind it (S3, IDN-4). */
const openIdentityOrClose = async (
  log: EventLog,
  { config, condition, now }: IdentityParts,
): Promise<Identity> => {
  try {
    return await openIdentity({
      data: config.data,
      log: log.id,
      lineage: log.lineage.map(({ log }) => log),
      now,
      isDurable: config.durability === "fsync",
      onTrouble: (error) => condition.accounts(error),
      onDisplaced: (error) => condition.fail(error, "accounts-displaced"),
    });
  } catch (error) {
    await log.close();
    throw error;
  }
};

/** The clock of this machine, but not its leaps (LOG-13). */
const clockOf = ({ config, logger }: ServerOptions): Clock =>
  new PlausibleClock({
    source: systemSource,
    onNews: (news) => logger.warn({ clock: news.kind }, describeClockNews(news, config.locale)),
  });

/** Pages that may connect: those of other hosts, and the one that the operator names as ours. */
const originsOf = ({ origin, publicUrl }: Config): readonly string[] =>
  publicUrl === "" ? origin : [...origin, new URL(publicUrl).origin];

const ownerInvitationMs = 24 * 3_600_000;

/** A server without an owner has one invitation for one at each start, good for a day. */
const inviteOwner = async ({ accounts, invitations }: Identity): Promise<string | undefined> => {
  await invitations.forgetOwners();
  return accounts.hasOwner
    ? undefined
    : invitations.make({ role: "owner", uses: 1, lastsMs: ownerInvitationMs, by: serverId });
};

/** Sessions that were open when an earlier run ended without saying so are closed now (LOG-9). */
const closeCrashedSessions = async (chat: Chat, config: Config): Promise<void> => {
  const last_seen = chat.state.earlierRunEnd;
  const { reason } = closeCodes.lost;
  for (const [session, { client_id, since }] of chat.state.sessions) {
    await chat.end({
      kind: "disconnect",
      actor: { client_id, session },
      code: closeCodes.lost.code,
      status: "server-crashed",
      duration_ms: Math.max(0, Date.parse(last_seen) - Date.parse(since)),
      last_seen,
      message: reason[config.locale],
    });
  }
};

interface Listening {
  readonly config: Config;
  readonly http: Server;
  readonly tcp: TcpGateway;
  readonly stop: () => Promise<void>;
}

/** A port that cannot be had ends the run as cleanly as it began. */
const listenOrStop = async ({ config, http, tcp, stop }: Listening): Promise<Addresses> => {
  const { host, tcpPort } = config;
  try {
    const port = await listen(http, config);
    const origin = `${config.tlsCert === "" ? "http" : "https"}://${hostOf(host)}:${port}`;
    return {
      http: origin,
      web: `${origin}${basePathOf(config)}`.replace(/\/$/u, ""),
      port,
      tcpPort: tcpPort === "off" ? tcpPort : await tcp.listen(tcpHostOf(config), tcpPort),
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const listen = async (http: Server, { host, port }: Config): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  http.once("error", reject);
  http.listen(port, host, resolve);
  await promise;
  http.off("error", reject);
  const address = http.address();
  return typeof address === "object" && address ? address.port : port;
};

/** Lines without TLS are for this machine alone, unless somebody asks for more. */
const tcpHostOf = ({ host, tcpHost, tlsCert }: Config): string =>
  tcpHost === "" && tlsCert === "" && !isLoopback(host) ? "127.0.0.1" : tcpHost || host;

const isLoopback = (host: string): boolean =>
  host === "localhost" || isListed(addressList(["loopback"]), host);

const hostOf = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
};
