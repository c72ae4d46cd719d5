import { z } from "zod";
import { localeSchema } from "@beseda/protocol";

const port = (name: string) =>
  z.coerce
    .number({ error: `${name} must be a number from 0 to 65535` })
    .int({ error: `${name} must be a whole number` })
    .min(0, { error: `${name} must be from 0 to 65535` })
    .max(65_535, { error: `${name} must be from 0 to 65535` });

const count = (name: string) =>
  z.coerce
    .number({ error: `${name} must be a number` })
    .int({ error: `${name} must be a whole number` })
    .min(1, { error: `${name} must be 1 or more` });

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ""),
);

/** Everything that can be set from outside, parsed once at the start. */
export const configSchema = z.object({
  host: z.string().min(1),
  port: port("--port"),
  tcpPort: z.union([z.literal("off"), port("--tcp-port")], {
    error: "--tcp-port must be a port number or off",
  }),
  log: z.string().min(1),
  data: z.string().min(1),
  locale: localeSchema,
  logLevel: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
  logFormat: z.enum(["pretty", "json"]),
  limits: z.enum(["default", "off"]),
  access: z.enum(["open", "guests-off", "invite"]),
  origin: list,
  trustProxy: list,
  publicUrl: z
    .union([z.literal(""), z.url({ protocol: /^https?$/u })], {
      error: "--public-url must be an address such as https://chat.example",
    })
    .transform((url) => url.replace(/\/+$/u, "")),
  tlsCert: z.string(),
  tlsKey: z.string(),
  tcpHost: z.string(),
  maxConnections: count("--max-connections"),
  maxConnectionsPerAddress: count("--max-connections-per-address"),
  roomsPerGuest: count("--rooms-per-guest"),
  heartbeat: z.coerce
    .number({ error: "--heartbeat must be a number of milliseconds" })
    .int()
    .min(100)
    .default(10_000),
  fanout: z.enum(["hub", "pull"]),
  durability: z.enum(["fsync", "process"]),
});
export type Config = z.infer<typeof configSchema>;
