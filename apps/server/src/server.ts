import type { Server } from "node:http";
import type { EventLog } from "@beseda/log";
import { addressesOf, originsOf, tcpHostOf, type Addresses } from "./addresses.ts";
import { Condition, type Failure } from "./condition.ts";
import { startDelivering } from "./delivering.ts";
import { ConnectionGuard } from "./gateway/connection-guard.ts";
import { createGateways, type Gateways } from "./gateways.ts";
import { createHttpServer } from "./http-server.ts";
import { makeDataFolder } from "./identity/data-folder.ts";
import { inviteOwner } from "./identity/ownership.ts";
import { listen } from "./listening.ts";
import { watchLogins } from "./login-watch.ts";
import { createSessions } from "./session/create-sessions.ts";
import { Refusals } from "./session/refusals.ts";
import type { Sessions } from "./session/sessions.ts";
import { settingsOf, type ServerOptions, type Settings } from "./settings.ts";
import { openStorage, type Storage } from "./storage.ts";

export interface RunningServer {
  readonly addresses: Addresses;
  /** The log as in the file, including deleted texts. */
  readonly log: EventLog;
  /** The code of the one invitation that makes a person the owner, while there is none. */
  readonly ownerInvitation: string | undefined;
  /** Resolves when the server has an owner. */
  readonly owned: Promise<void>;
  /**
   * Resolves when the process is to end because the log, or the store of accounts, failed (LOG-5, LOG-10).
   */
  readonly failed: Promise<Failure>;
  /** Informs every client, records the ends of their sessions, frees everything (SES-7). */
  stop(): Promise<void>;
}

/**
 * Starts a server: the only place where the parts are chosen and put together.
 * @throws what `openLog` throws, and `NodeJS.ErrnoException` with `EADDRINUSE` or `EACCES` for the port
 */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { config, logger } = options;
  await makeDataFolder(config.data);
  const settings = await settingsOf(options);
  const { clock, returnSpreadMs } = settings;
  const startedAt = clock.elapsed();
  const condition = new Condition(logger, config.locale);
  const storage = await openStorage(settings, condition);
  // The addresses are known when both ports are open; a client that connects between the two learns them a
  // moment later.
  let addresses: Addresses | undefined;
  const webAddress = (): string => config.publicUrl || (addresses?.web ?? "");
  const sessions = sessionsOf(settings, storage);
  condition.onFailing = () => sessions.abandon(returnSpreadMs);
  const { accounts } = storage.identity;
  const logins = watchLogins({ settings, accounts, sessions, isOver: () => condition.isFailing });
  const connectionGuard = new ConnectionGuard({
    origins: originsOf(config),
    proxies: settings.proxies,
    caps: settings.caps,
    rates: settings.rates,
    elapsed: () => clock.elapsed(),
  });
  const refusals = new Refusals(logger);
  const delivering = startDelivering(settings, storage, sessions);
  const gateways = createGateways({
    settings,
    storage,
    sessions,
    delivering,
    connectionGuard,
    refusals,
    webAddress,
  });
  const health = () => ({
    ...condition.health,
    ...settings.server,
    log: storage.log.id,
    seq: storage.log.last.seq,
    search: storage.search.feed.progress,
    uptime_ms: Math.round(clock.elapsed() - startedAt),
    sessions: sessions.count,
    people: storage.chat.state.online.size,
    durability: config.durability,
    ports: { http: addresses?.port, tcp: addresses?.tcpPort },
  });
  const http = createHttpServer({ settings, gateways, connectionGuard, refusals, health });
  const stop = stopperOf({
    http,
    gateways,
    sessions,
    storage,
    condition,
    returnSpreadMs,
    parts: [logins, refusals, delivering, gateways],
  });
  addresses = await listenOrStop({ settings, http, gateways, stop });
  const { failed } = condition;
  const ownerInvitation = await inviteOwner(storage.identity, config.data);
  return { addresses, log: storage.wholeLog, ownerInvitation, owned: logins.owned, failed, stop };
};

const sessionsOf = (
  { config, clock, logger, hasLimits, rates }: Settings,
  { chat, log, identity }: Storage,
): Sessions =>
  createSessions({
    chat,
    log,
    identity,
    clock,
    logger,
    locale: config.locale,
    access: config.access,
    rates: hasLimits ? rates : "off",
  });

interface Stopping {
  readonly http: Server;
  readonly gateways: Gateways;
  readonly sessions: Sessions;
  readonly storage: Storage;
  readonly condition: Condition;
  readonly returnSpreadMs: number;
  /** The parts that are stopped when all clients are gone. */
  readonly parts: readonly { stop(): void }[];
}

const stopperOf = ({ http, gateways, sessions, storage, condition, ...more }: Stopping) => {
  const { wholeLog, chat, identity, search } = storage;
  const end = async (): Promise<void> => {
    http.close();
    gateways.tcp.refuse();
    await sessions.stop(more.returnSpreadMs);
    for (const part of more.parts) part.stop();
    await chat.note({ kind: "stop" });
    await search.stop();
    await wholeLog.close();
    await identity.close();
    http.closeAllConnections();
    await gateways.tcp.stop();
  };
  /**
   * Returns the function that stops the server; if the log is failing, it stops for that, and not before all
   * that can be saved is saved.
   */
  return (): Promise<void> =>
    end().catch(async (error: unknown) => {
      throw condition.isFailing ? await condition.failed : error;
    });
};

interface Listening {
  readonly settings: Settings;
  readonly http: Server;
  readonly gateways: Gateways;
  readonly stop: () => Promise<void>;
}

/** Listens; if a port is not available, the run ends as cleanly as it began. */
const listenOrStop = async ({ settings, http, gateways, stop }: Listening): Promise<Addresses> => {
  const { config } = settings;
  const { host, tcpPort } = config;
  try {
    const port = await listen(http, host, config.port);
    return addressesOf(config, {
      port,
      tcpPort: tcpPort === "off" ? tcpPort : await gateways.tcp.listen(tcpHostOf(config), tcpPort),
    });
  } catch (error) {
    await stop();
    throw error;
  }
};
