import { z } from "zod";
import { localeSchema, type Locale } from "@beseda/protocol";
import { optionTextsOf } from "./option-texts.ts";

const port = (error: string) =>
  z.coerce.number({ error }).int({ error }).min(0, { error }).max(65_535, { error });

const count = (error: string) =>
  z.coerce.number({ error }).int({ error }).min(1, { error }).max(1_000_000, { error });

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ""),
);

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Everything that can be set from outside, parsed once at the start; what does not fit is told in a language. */
export const configSchemaIn = (locale: Locale) => {
  const texts = optionTextsOf(locale);
  const given = (option: string) => z.string().min(1, { error: texts.empty(option) });
  return z.object({
    host: given("--host"),
    port: port(texts.port("--port")),
    tcpPort: z.union([z.literal("off"), port(texts.port("--tcp-port"))], {
      error: texts.portOrOff("--tcp-port"),
    }),
    log: given("--log"),
    data: given("--data"),
    locale: localeSchema,
    logLevel: z.enum(logLevels),
    logFormat: z.enum(["pretty", "json"]),
    limits: z.enum(["default", "off"]),
    access: z.enum(["open", "guests-off", "invite"]),
    firstLine: z.enum(["message", "name"]),
    origin: list,
    trustProxy: list,
    publicUrl: z
      .union([z.literal(""), z.url({ protocol: /^https?$/u })], { error: texts.address("--public-url") })
      .transform((url) => url.replace(/\/+$/u, "")),
    basePath: z.string().regex(/^[\w\-./~]*$/u, { error: texts.path("--base-path") }),
    tlsCert: z.string(),
    tlsKey: z.string(),
    tcpHost: z.string(),
    maxConnections: count(texts.count("--max-connections")),
    maxConnectionsPerAddress: count(texts.count("--max-connections-per-address")),
    roomsPerGuest: count(texts.count("--rooms-per-guest")),
    heartbeat: count(texts.count("--heartbeat")).default(10_000),
    fanout: z.enum(["hub", "pull"]),
    durability: z.enum(["fsync", "process"]),
  });
};
export type Config = z.infer<ReturnType<typeof configSchemaIn>>;
