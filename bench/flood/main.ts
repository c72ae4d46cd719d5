import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Benchmark } from "../benchmark.ts";
import { measureSlices, pooledOf, vitalsOf, type SlicePair } from "../lib/beside/slices.ts";
import { Witness } from "../lib/beside/witness.ts";
import { Helper } from "../lib/helper/helper.ts";
import { readOptions, tell } from "../lib/options.ts";
import { SideProcess, thisServer, type Side } from "../lib/side.ts";
import { table } from "../lib/table.ts";
import { load } from "../lib/usage.ts";
import { goFirst, VitalSigns } from "../lib/vitals.ts";
import type { CrowdOptions } from "./crowd.ts";
import type { FloodMethods } from "./flood-process.ts";
import type { Kind } from "./kinds.ts";

/** Floods and their rates: 100 times what one may, and more. `guests-silent` shows the cost of measuring. */
const floods: Readonly<Record<Kind, number>> = {
  messages: 2000,
  commands: 2000,
  lines: 2000,
  connections: 500,
  "guests-silent": 4000,
  "guests-rename": 4000,
  "guests-join": 4000,
  "guests-open-rooms": 4000,
  "guests-write-to-one": 4000,
};
const guestsOfCrowd = 200;

/** With the limits on, for they are what is measured; people come from addresses of their own. */
const production: Side = {
  ...thisServer("Beseda", "--limits", "default", "--trust-proxy", "loopback"),
  isWatched: true,
};
const moduleOfFlood = fileURLToPath(new URL("flood-process.ts", import.meta.url));

interface Extent {
  readonly pairs: number;
  readonly sliceMs: number;
  /** Addresses that flood by turns: each has its allowance back when its turn comes again. */
  readonly crowds: number;
}

/** Measures what others notice of a client or an address that floods, each flood at a server of its own. */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["kinds", "pairs", "slice-ms", "crowds"]);
  const kinds = own["kinds"]?.split(",");
  const extent: Extent = {
    pairs: Number(own["pairs"] ?? (quick ? 6 : 40)),
    sliceMs: Number(own["slice-ms"] ?? 500),
    crowds: Number(own["crowds"] ?? 5),
  };
  const rows: (readonly string[])[] = [];
  const vitals: (readonly string[])[] = [];
  for (const kind of Object.keys(floods).filter(isKind)) {
    if (kinds && !kinds.includes(kind)) continue;
    const { pairs, flooded } = await measure(kind, extent);
    tell(`${kind}: ${JSON.stringify({ ...flooded, ...outcomeOf(pairs) })}`);
    rows.push(...rowsOf(kind, pairs));
    vitals.push(...vitalsRowsOf(kind, pairs));
    if (json)
      process.stdout.write(`${JSON.stringify({ bench: "flood", kind, ...flooded, ...outcomeOf(pairs) })}\n`);
  }
  if (!json)
    process.stdout.write(
      `\n${table(header, rows)}\n\n${extent.pairs} pairs of ${extent.sliceMs} ms, ms\n\n${table(vitalsHeader, vitals)}\n\n${legend}\n`,
    );
};

const isKind = (name: string): name is Kind => name in floods;

const measure = async (kind: Kind, extent: Extent) => {
  await using server = await SideProcess.start(production);
  goFirst([server.pid, process.pid]);
  await using helper = new Helper<FloodMethods>(moduleOfFlood);
  const witness = await Witness.open(server.port);
  await witness.talk(1);
  await helper.ask("gather", crowdsOf(kind, server.port, extent.crowds));
  await witness.talk(1);
  const pairs = await measureSlices({
    witness,
    vitals: new VitalSigns({ pid: server.pid, path: server.insidePath }),
    company: { begin: () => helper.ask("begin"), end: () => helper.ask("end") },
    ...extent,
  });
  witness.close();
  return { pairs, flooded: { ...(await helper.ask("leave")), rooms: await roomsIn(server.folder) } };
};

const crowdsOf = (kind: Kind, port: number, crowds: number): readonly CrowdOptions[] =>
  Array.from({ length: crowds }, (_, index) => ({
    kind,
    port,
    address: `198.51.100.${index + 1}`,
    perSecond: floods[kind],
    guests: kind.startsWith("guests-") ? guestsOfCrowd : 1,
  }));

/** Rooms that were opened, but for those of two. */
const roomsIn = async (folder: string): Promise<number> => {
  const text = await readFile(join(folder, "messages.json"), "utf8");
  return text
    .split("\n")
    .filter((line) => line.includes('"type":"room-created","room":"') && !line.includes('"room":"@')).length;
};

const outcomeOf = (pairs: readonly SlicePair[]) => ({
  pairs: pairs.length,
  messages: pairs.reduce(
    (sum, { alone, beside }) => sum + alone.noticed.acks.length + beside.noticed.acks.length,
    0,
  ),
  acks: pooledOf(pairs, "acks"),
  deliveries: pooledOf(pairs, "deliveries"),
  vitals: { alone: vitalsOf(pairs, "alone"), beside: vitalsOf(pairs, "beside") },
  load: Number(load().toFixed(2)),
});

const header = ["", "p50 alone", "beside", "p99 alone", "beside", "times", "95 of 100"];

const rowsOf = (name: string, pairs: readonly SlicePair[]): readonly (readonly string[])[] =>
  (["acks", "deliveries"] as const).map((kind) => {
    const { alone, beside, times, interval, p50Alone, p50Beside } = pooledOf(pairs, kind);
    return [`${name}: ${kind}`].concat(
      [p50Alone, p50Beside, alone, beside, times].map((value) => value.toFixed(2)),
      interval.map((value) => value.toFixed(2)).join(" … "),
    );
  });

const vitalsHeader = ["", "server ran", "waited", "witness ran", "waited", "loop p99", "longest"];

const vitalsRowsOf = (name: string, pairs: readonly SlicePair[]): readonly (readonly string[])[] =>
  (["alone", "beside"] as const).map((side) => {
    const { serverRan, serverWaited, witnessRan, witnessWaited, loopP99, loopLongest } = vitalsOf(
      pairs,
      side,
    );
    return [`${name}: ${side}`].concat(
      [serverRan, serverWaited, witnessRan, witnessWaited, loopP99, loopLongest].map((value) =>
        value.toFixed(2),
      ),
    );
  });

/** Explains how the server's part is kept apart from the load's. */
const legend = [
  "Who floods gets a processor only where nobody else wants it (SCHED_IDLE); server and witness run as soon as they can (SCHED_RR).",
  "ran, waited: milliseconds of each second in which the main thread ran, or could have and something else had the processor.",
  "loop: how late the server's event loop was, measured in its own process (with the millisecond between two looks). Medians of the slices; longest in all.",
].join("\n");
