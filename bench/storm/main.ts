import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Benchmark } from "../benchmark.ts";
import { Audience } from "../lib/crowd/audience.ts";
import { Helper } from "../lib/helper/helper.ts";
import { readOptions, tell } from "../lib/options.ts";
import { SideProcess, thisServer } from "../lib/side.ts";
import { median, percentile } from "../lib/statistics.ts";
import { figure, table } from "../lib/table.ts";
import { cpuMs } from "../lib/usage.ts";
import type { ClientMethods, Returned } from "./clients-process.ts";

/** Clients are stock ones, which take far more CPU than the server: two processes of them use all of it. */
const processes = 2;
/** The number of messages said while all are away. */
const missedMessages = 20;
const timeoutMs = 60_000;

/** With the limits on, for what spreads a storm is one of them; but that all clients come from one address. */
const production = thisServer("Beseda", "--limits", "default", "--max-connections-per-address", "20000");

interface Storm extends Pick<
  Returned,
  "backMs" | "incomplete" | "refusals" | "gaps" | "repeated" | "connections" | "renewals"
> {
  readonly p50: number;
  readonly completeMs: number;
  /** CPU of the server from the cut until all were complete. */
  readonly serverCpuMs: number;
}

/**
 * 1,000 stock clients with the back-off of the project's SDK lose their connections at the same moment; while they are
 * away something is said. How long until each has come back and has heard everything, nothing twice and nothing missed.
 * @throws {Error} if one has not, after the results have been printed
 */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["clients", "rounds"]);
  const clients = Number(own["clients"] ?? (quick ? 200 : 1000));
  const rounds = Number(own["rounds"] ?? (quick ? 1 : 3));
  const storms: Storm[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const result = await storm(clients);
    tell(
      `round ${round}: ${clients - result.incomplete} of ${clients} clients complete after ${result.completeMs.toFixed(0)} ms`,
    );
    storms.push(result);
  }
  if (json) process.stdout.write(`${JSON.stringify({ bench: "storm", clients, rounds: storms })}\n`);
  else report(clients, storms);
  const wrong = storms.filter(({ incomplete, gaps, repeated }) => incomplete + gaps + repeated > 0);
  if (wrong.length > 0) throw new Error(`not everybody heard everything once: ${JSON.stringify(wrong)}`);
};

const report = (clients: number, storms: readonly Storm[]): void => {
  const header = [
    "round",
    "half complete ms",
    "all back ms",
    "all complete ms",
    "server CPU ms",
    "connections",
    "new sessions",
    "lost",
    "gaps",
    "repeated",
  ];
  const cells = storms.map((result, index) => [
    String(index + 1),
    figure(result.p50, 0),
    figure(result.backMs, 0),
    figure(result.completeMs, 0),
    figure(result.serverCpuMs, 0),
    String(result.connections),
    String(result.renewals),
    String(result.incomplete),
    String(result.gaps),
    String(result.repeated),
  ]);
  const all = median(storms.map(({ completeMs }) => completeMs));
  process.stdout.write(`\n${table(header, cells)}\n\n${clients} clients, median ${figure(all, 0)} ms.\n`);
};

const storm = async (clients: number): Promise<Storm> => {
  await using server = await SideProcess.start(production);
  await using audience = new Audience(server);
  await using crowds = new AsyncDisposableStack();
  const helpers = Array.from({ length: processes }, () =>
    crowds.use(new Helper<ClientMethods>(fileURLToPath(new URL("./clients-process.ts", import.meta.url)))),
  );
  await audience.open();
  const share = clients / processes;
  await Promise.all(helpers.map((helper) => helper.ask("open", { port: server.port, count: share })));
  await sleep(1000);

  const cpuBefore = cpuMs(server.pid);
  await Promise.all(helpers.map((helper) => helper.ask("cut", missedMessages)));
  await audience.say(missedMessages * 10, missedMessages);
  const returned = await Promise.all(helpers.map((helper) => helper.ask("returned", timeoutMs)));
  const serverCpuMs = cpuMs(server.pid) - cpuBefore;
  return { ...together(returned), serverCpuMs };
};

const together = (returned: readonly Returned[]): Omit<Storm, "serverCpuMs"> => {
  const completeMs = returned.flatMap((part) => part.completeMs).sort((one, other) => one - other);
  const sum = (figure: "incomplete" | "gaps" | "repeated" | "connections" | "renewals"): number =>
    returned.reduce((total, part) => total + part[figure], 0);
  return {
    backMs: Math.max(...returned.map(({ backMs }) => backMs)),
    p50: percentile(completeMs, 0.5),
    completeMs: percentile(completeMs, 1),
    incomplete: sum("incomplete"),
    refusals: [...new Set(returned.flatMap(({ refusals }) => refusals))],
    gaps: sum("gaps"),
    repeated: sum("repeated"),
    connections: sum("connections"),
    renewals: sum("renewals"),
  };
};
