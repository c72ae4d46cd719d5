import type { BlockList } from "node:net";
import type { Disk, LogProgress } from "@beseda/log";
import { defaultLimits, type Limits } from "@beseda/protocol";
import { addressList } from "./address.ts";
import type { RoomBounds } from "./chat/opened-rooms.ts";
import { describeClockNews } from "./runtime/clock-news.ts";
import type { Clock } from "./runtime/clock.ts";
import type { Config } from "./config.ts";
import {
  connectionCaps,
  describeLowered,
  descriptorLimit,
  type ConnectionCaps,
} from "./limits/connection-caps.ts";
import type { Logger } from "./runtime/logger.ts";
import { PlausibleClock, systemSource } from "./runtime/plausible-clock.ts";
import { defaultFrameRates, defaultRates, type FrameRates, type Rates } from "./limits/rates.ts";
import { secretsOf } from "./tls.ts";
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

/** What was asked for, with all that was left open filled in. */
export interface Settings extends ServerOptions {
  readonly clock: Clock;
  readonly heartbeatMs: number;
  readonly slowestHeadMs: number;
  readonly silentMs: number;
  readonly returnSpreadMs: number;
  readonly rates: Rates;
  readonly frameRates: FrameRates;
  /** Whether anything is limited: not so in benchmarks. */
  readonly hasLimits: boolean;
  /** As clients are told them. */
  readonly limits: Limits;
  /** Undefined for any number. */
  readonly roomBounds: RoomBounds | undefined;
  /** Undefined for any number. */
  readonly caps: ConnectionCaps | undefined;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** Whose word on where somebody comes from is believed. */
  readonly proxies: BlockList;
  readonly server: { readonly name: "beseda"; readonly version: string };
}

/** Rooms that one account may have open. */
const roomsPerAccount = 200;

/**
 * What can be wrong with the options is found here, before anything is opened.
 * @throws what `secretsOf` throws, and of proxies that are no addresses
 */
export const settingsOf = async (options: ServerOptions): Promise<Settings> => {
  const { config } = options;
  const hasLimits = config.limits === "default";
  const roomBounds = hasLimits ? { guest: config.roomsPerGuest, account: roomsPerAccount } : undefined;
  const tls = await secretsOf(config);
  return {
    ...options,
    clock: options.clock ?? clockOf(options),
    heartbeatMs: options.heartbeatMs ?? config.heartbeat,
    slowestHeadMs: options.slowestHeadMs ?? 10_000,
    silentMs: options.silentMs ?? 500,
    returnSpreadMs: options.returnSpreadMs ?? 3000,
    rates: options.rates ?? defaultRates,
    frameRates: options.frameRates ?? defaultFrameRates,
    hasLimits,
    limits: {
      ...defaultLimits,
      ...(roomBounds && { guest_rooms: roomBounds.guest, account_rooms: roomBounds.account }),
    },
    roomBounds,
    caps: hasLimits ? capsOf(options) : undefined,
    tls,
    proxies: addressList(config.trustProxy),
    server: { name: "beseda", version },
  };
};

/** The clock of this machine, but not its leaps (LOG-13). */
const clockOf = ({ config, logger }: ServerOptions): Clock =>
  new PlausibleClock({
    source: systemSource,
    onNews: (news) => logger.warn({ clock: news.kind }, describeClockNews(news, config.locale)),
  });

const capsOf = ({ config, logger }: ServerOptions): ConnectionCaps => {
  const { maxConnectionsPerAddress: perAddress, maxConnections: inAll } = config;
  const caps = connectionCaps({ perAddress, inAll }, descriptorLimit());
  if (caps.areLowered) logger.warn(describeLowered(caps, config.locale));
  return caps;
};
