import { resolve } from "node:path";
import { Command, Option } from "commander";
import { localeOf } from "@beseda/protocol";
import { adminCommand } from "./admin-command.ts";
import { configSchemaIn, logLevels } from "../config.ts";
import { exitCodes } from "./exit-code.ts";
import { logCommand } from "./log-command.ts";
import { speakOfOptions, spokenLocale } from "./option-errors.ts";
import { optionTextsOf } from "../option-texts.ts";
import { version } from "../version.ts";
import { freeYoungGeneration } from "../runtime/young-generation.ts";
import { fail } from "./fail.ts";

const systemLocale = process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"];

const variableOf = (flag: string): string =>
  `BESEDA_${flag.replace(/^--/u, "").replaceAll("-", "_").toUpperCase()}`;

const option = (flags: string, description: string, value: string): Option =>
  new Option(flags, description).default(value).env(variableOf(/--[\w-]+/u.exec(flags)?.[0] ?? ""));

const program = new Command("beseda-server")
  .description("The Beseda server: a chat whose whole life is one open log.")
  .version(version)
  .addOption(option("--host <address>", "address to listen on", "127.0.0.1"))
  .addOption(
    option("--port <number>", "port of the web client and the WebSockets, 0 for any free one", "8765"),
  )
  .addOption(option("--tcp-port <number>", "port for plain TCP clients, 0 for any free one, or off", "8766"))
  .addOption(option("--log <file>", "the log", "messages.json"))
  .addOption(option("--data <folder>", "secrets and everything that can be made anew from the log", "data"))
  .addOption(
    option("--locale <language>", "language of the server", localeOf(systemLocale)).choices(["ru", "en"]),
  )
  .addOption(option("--log-level <level>", "how much the server tells", "info").choices(logLevels))
  .addOption(
    option("--log-format <format>", "how it tells it", process.stdout.isTTY ? "pretty" : "json").choices([
      "pretty",
      "json",
    ]),
  )
  .addOption(
    option("--limits <limits>", "off lifts the limits, for benchmarks only", "default").choices([
      "default",
      "off",
    ]),
  )
  .addOption(
    option(
      "--access <kind>",
      "who may enter: anybody, only accounts and who was invited, or only who was invited",
      "open",
    ).choices(["open", "guests-off", "invite"]),
  )
  .addOption(
    option(
      "--first-line <kind>",
      "what the first line is of who comes over TCP or a plain WebSocket without a name",
      "message",
    ).choices(["message", "name"]),
  )
  .addOption(option("--origin <origins>", "web pages of other hosts that may connect, with commas", ""))
  .addOption(
    option(
      "--trust-proxy <addresses>",
      "proxies whose word on where people come from is believed: addresses, networks, loopback",
      "",
    ),
  )
  .addOption(option("--public-url <address>", "address at which people open the web client", ""))
  .addOption(
    option(
      "--base-path <path>",
      "path at the host, behind a proxy: /beseda; usually told by --public-url",
      "",
    ),
  )
  .addOption(option("--tls-cert <file>", "certificate for HTTPS, WSS and the TCP port", ""))
  .addOption(option("--tls-key <file>", "its key, readable by you alone", ""))
  .addOption(option("--tcp-host <address>", "address of the TCP port; without TLS, of this machine only", ""))
  .addOption(option("--max-connections <number>", "connections in all", "20000"))
  .addOption(
    option("--max-connections-per-address <number>", "connections from one address or IPv6 /64", "500"),
  )
  .addOption(option("--rooms-per-guest <number>", "rooms that somebody without an account may open", "10"))
  .addOption(
    option(
      "--durability <level>",
      "fsync survives a power cut, process only the end of the process",
      "fsync",
    ).choices(["fsync", "process"]),
  )
  .addOption(
    option("--fanout <kind>", "hub shares frames among all readers, pull is one plain loop for each", "hub")
      .choices(["hub", "pull"])
      .hideHelp(),
  )
  .addOption(option("--heartbeat <ms>", "between two heartbeats of a connection", "10000").hideHelp())
  .addCommand(logCommand())
  .addCommand(adminCommand())
  .hook("preAction", (_, { parent }) => (parent === null ? undefined : freeYoungGeneration()))
  .action((options: unknown) => run(options));

const run = async (options: unknown): Promise<void> => {
  const locale = spokenLocale();
  const texts = optionTextsOf(locale);
  const parsed = configSchemaIn(locale, typedFor).safeParse(options);
  if (!parsed.success)
    fail(`${parsed.error.issues[0]?.message ?? texts.notUnderstood("")} ${texts.seeHelp()}`, exitCodes.usage);
  else {
    // Commands that only ask, or work on a server's files, do not wait until the server code is loaded.
    const { serve } = await import("./serve.ts");
    await serve({ ...parsed.data, log: pathFor(parsed.data.log), data: pathFor(parsed.data.data) });
  }
};

/** Returns the name of the variable if that set an option, otherwise the flag. */
const typedFor = (flag: string): string => {
  const set = program.options.find(({ long }) => long === flag);
  const isVariable = set && program.getOptionValueSource(set.attributeName()) === "env";
  return isVariable ? variableOf(flag) : flag;
};

/**
 * Resolves a path as its user meant it: pnpm runs the script in the package's folder, not where it was
 * called.
 */
const pathFor = (path: string): string => {
  const { INIT_CWD, npm_package_name, npm_lifecycle_event } = process.env;
  const throughPnpm = npm_package_name === "@beseda/server" && npm_lifecycle_event === "start";
  return resolve(throughPnpm && INIT_CWD !== undefined ? INIT_CWD : process.cwd(), path);
};

const { argv, env } = process;
// Service managers set a variable without a value to the empty string.
for (const name of Object.keys(env)) if (name.startsWith("BESEDA_") && env[name] === "") delete env[name];
// `pnpm … start -- --port 1` passes the two dashes on.
speakOfOptions(program).parse(argv[2] === "--" ? argv.toSpliced(2, 1) : argv);
