import { z } from "zod";
import { localeSchema, type Locale } from "@beseda/protocol";
import { addressList } from "./address.ts";
import { optionTextsOf } from "./option-texts.ts";

const port = (error: string) =>
  z.coerce.number({ error }).int({ error }).min(0, { error }).max(65_535, { error });

const count = (error: string) =>
  z.coerce.number({ error }).int({ error }).min(1, { error }).max(1_000_000, { error });

const entriesOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");

/** Returns a schema for entries separated by commas; the first invalid one is reported. */
const list = (make: (entry: string) => string | undefined, error: (entry: string) => string) =>
  z.string().transform((text, context) => {
    const entries = entriesOf(text);
    const wrong = entries.find((entry) => make(entry) === undefined);
    if (wrong !== undefined) context.addIssue({ code: "custom", message: error(wrong) });
    return entries.flatMap((entry) => make(entry) ?? []);
  });

/** Returns an origin as a browser sends it; undefined if it is not an origin. */
const originOf = (entry: string): string | undefined => {
  const { protocol = "", origin = "", pathname, search } = URL.parse(entry) ?? {};
  if (/^https?:$/u.test(protocol)) return pathname === "/" && search === "" ? origin : undefined;
  // Pages of an application have their own scheme.
  return /^[a-z][\w+.-]*:\/\/[\w.:-]+$/u.test(entry) ? entry : undefined;
};

const proxyOf = (entry: string): string | undefined => {
  try {
    addressList([entry]);
    return entry;
  } catch {
    return undefined;
  }
};

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/**
 * Returns the schema of all configuration, parsed once at the start; errors are reported in a language.
 * @param typed - returns what the person who set an option wrote: its flag, or the name of the variable
 */
export const configSchemaIn = (locale: Locale, typed = (option: string): string => option) => {
  const texts = optionTextsOf(locale);
  const given = (option: string) => z.string().min(1, { error: texts.empty(typed(option)) });
  const schema = z.object({
    host: given("--host"),
    port: port(texts.port(typed("--port"))),
    tcpPort: z.union([z.literal("off"), port(texts.port(typed("--tcp-port")))], {
      error: texts.portOrOff(typed("--tcp-port")),
    }),
    log: given("--log"),
    data: given("--data"),
    locale: localeSchema,
    logLevel: z.enum(logLevels),
    logFormat: z.enum(["pretty", "json"]),
    limits: z.enum(["default", "off"]),
    access: z.enum(["open", "guests-off", "invite"]),
    firstLine: z.enum(["message", "name"]),
    origin: list(originOf, (entry) => texts.page(typed("--origin"), entry)),
    trustProxy: list(proxyOf, (entry) => texts.proxy(typed("--trust-proxy"), entry)),
    publicUrl: z
      .string()
      .refine((url) => url === "" || /^https?:$/u.test(URL.parse(url)?.protocol ?? ""), {
        error: texts.address(typed("--public-url")),
      })
      .transform((url) => url.replace(/\/+$/u, "")),
    basePath: z.string().regex(/^[\w\-./~]*$/u, { error: texts.path(typed("--base-path")) }),
    tlsCert: z.string(),
    tlsKey: z.string(),
    tcpHost: z.string(),
    maxConnections: count(texts.count(typed("--max-connections"))),
    maxConnectionsPerAddress: count(texts.count(typed("--max-connections-per-address"))),
    roomsPerGuest: count(texts.count(typed("--rooms-per-guest"))),
    heartbeat: count(texts.count(typed("--heartbeat"))).default(10_000),
    fanout: z.enum(["hub", "pull"]),
    durability: z.enum(["fsync", "process"]),
  });
  return schema.refine(({ tlsCert, tlsKey }) => (tlsCert === "") === (tlsKey === ""), {
    error: texts.bothOfTls(),
  });
};
export type Config = z.infer<ReturnType<typeof configSchemaIn>>;
