import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRecord, type ChatRecord, type UnknownRecord } from "@beseda/protocol";
import { pino, type Logger } from "pino";
import type { Config } from "../src/config.ts";
import { generousRates } from "./generous-rates.ts";
import { ownDisk } from "./own-disk.ts";
import { startServer, type RunningServer } from "../src/server.ts";
import type { ServerOptions } from "../src/settings.ts";

export interface TemporaryServerOptions extends Partial<
  Pick<
    ServerOptions,
    | "clock"
    | "rates"
    | "frameRates"
    | "silentMs"
    | "heartbeatMs"
    | "slowestHeadMs"
    | "logger"
    | "tailBytes"
    | "disk"
  >
> {
  readonly locale?: "ru" | "en";
  /** @default "process": tests need not survive a power cut */
  readonly durability?: "fsync" | "process";
  readonly settings?: Partial<Config>;
  /** Folder of the built web client. @default an empty one */
  readonly web?: string;
}

/** A whole server in this process, on free ports and with its own log, removed with the test. */
export interface TemporaryServer extends AsyncDisposable {
  readonly running: RunningServer;
  readonly port: number;
  readonly tcpPort: number;
  /** The folder of the secrets. */
  readonly data: string;
  /** Resolves with all records: of the running server, or from the file when it has stopped. */
  records(): Promise<readonly (ChatRecord | UnknownRecord)[]>;
  stop(): Promise<void>;
}

const silent = (): Logger => pino({ level: "silent" });

export const temporaryServer = async (options: TemporaryServerOptions = {}): Promise<TemporaryServer> => {
  const { locale = "ru", durability = "process", settings = {}, logger = silent(), ...more } = options;
  const folder = await mkdtemp(join(tmpdir(), "beseda-server-"));
  const { web = folder } = options;
  const log = join(folder, "messages.json");
  const running = await startServer({
    rates: generousRates,
    // Tests do not wait for the greeting of a silent client, unless they are about that.
    silentMs: 30,
    disk: ownDisk(),
    ...more,
    logger,
    web,
    returnSpreadMs: 1,
    config: {
      host: "127.0.0.1",
      port: 0,
      tcpPort: 0,
      log,
      data: join(folder, "data"),
      locale,
      durability,
      logLevel: "silent",
      logFormat: "json",
      limits: "default",
      access: "open",
      firstLine: "message",
      origin: [],
      trustProxy: [],
      publicUrl: "",
      basePath: "",
      tlsCert: "",
      tlsKey: "",
      tcpHost: "",
      maxConnections: 20_000,
      maxConnectionsPerAddress: 1000,
      roomsPerGuest: 1000,
      ...settings,
      fanout: "hub",
      heartbeat: 10_000,
    },
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= running.stop());
  return {
    running,
    port: running.addresses.port,
    data: join(folder, "data"),
    tcpPort: Number(running.addresses.tcpPort),
    records: async () => {
      if (!stopped) return (await running.log.read({ after: 0, limit: 1e6 })).map(({ record }) => record);
      await stopped;
      const values: unknown = JSON.parse(await readFile(log, "utf8"));
      return Array.isArray(values) ? values.map(parseRecord) : [];
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
