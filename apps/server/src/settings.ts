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
  /** The folder of the built web client. */
  readonly web: string;
  readonly clock?: Clock;
  /** The time between two heartbeats, in milliseconds. @default as configured */
  readonly heartbeatMs?: number;
  /** The rate limits, with `limits` "default". @default defaultRates */
  readonly rates?: Rates;
  /** The rate limits of frames other than messages and commands. @default `defaultFrameRates` */
  readonly frameRates?: FrameRates;
  /** The bytes of recent records that the log keeps in memory. @default that of the log */
  readonly tailBytes?: number;
  /** How long the head of a plain request may take to arrive, in milliseconds. @default 10_000 */
  readonly slowestHeadMs?: number;
  /** How long a TCP connection may be silent before it counts as a reader, in milliseconds. @default 500 */
  readonly silentMs?: number;
  /** The disk that the log is written to. @default the disk of the machine */
  readonly disk?: Disk;
  /** The time over which the return of the clients is spread when the server stops. @default 3_000 */
  readonly returnSpreadMs?: number;
  /** Called with the progress of reading the log. */
  readonly onProgress?: (progress: LogProgress) => void;
}

/** The options, with all omitted ones filled in. */
export interface Settings extends ServerOptions {
  readonly clock: Clock;
  readonly heartbeatMs: number;
  readonly slowestHeadMs: number;
  readonly silentMs: number;
  readonly returnSpreadMs: number;
  readonly rates: Rates;
  readonly frameRates: FrameRates;
  /** Whether limits apply: not so in benchmarks. */
  readonly hasLimits: boolean;
  /** The limits as clients are told them. */
  readonly limits: Limits;
  /** The bounds; undefined for any number. */
  readonly roomBounds: RoomBounds | undefined;
  /** The bounds; undefined for any number. */
  readonly caps: ConnectionCaps | undefined;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** The proxies that are trusted to report a client's address. */
  readonly proxies: BlockList;
  readonly server: { readonly name: "beseda"; readonly version: string };
}

/** The most open rooms of one account. */
const roomsPerAccount = 200;

/**
 * Returns the settings; errors in the options are found here, before anything is opened.
 * @throws what `secretsOf` throws, and an error for proxies that are not addresses
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

/** Returns the clock of this machine without its leaps (LOG-13). */
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
