import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Benchmark } from "../benchmark.ts";
import { header, measurePairs, outcomeOf, rowsOf } from "../lib/beside/pairs.ts";
import { Witness } from "../lib/beside/witness.ts";
import { Helper } from "../lib/helper/helper.ts";
import { readOptions, tell } from "../lib/options.ts";
import { SideProcess, thisServer } from "../lib/side.ts";
import { table } from "../lib/table.ts";
import type { Flooded, FloodMethods, Kind } from "./flood-process.ts";

/** What floods, and how fast: a hundred times and more of what one may. */
const floods: Readonly<Record<Kind, number>> = {
  messages: 2000,
  commands: 2000,
  lines: 2000,
  connections: 500,
  "guests-rename": 4000,
  "guests-join": 4000,
  "guests-open-rooms": 4000,
  "guests-write-to-one": 4000,
};
const crowd = 200;

/** With the limits on, for they are what is measured; people come from addresses of their own. */
const production = thisServer("Beseda", "--limits", "default", "--trust-proxy", "loopback");
const moduleOfFlood = fileURLToPath(new URL("flood-process.ts", import.meta.url));

/** What the others notice of one client or one address that floods, each flood at a server of its own. */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["kinds", "rounds", "seconds"]);
  const kinds = own["kinds"]?.split(",");
  const rounds = Number(own["rounds"] ?? (quick ? 2 : 8));
  const seconds = Number(own["seconds"] ?? (quick ? 1 : 3));
  const rows: (readonly string[])[] = [];
  for (const kind of Object.keys(floods).filter(isKind)) {
    if (kinds && !kinds.includes(kind)) continue;
    const { pairs, flooded } = await measure(kind, rounds, seconds);
    tell(`${kind}: ${JSON.stringify(flooded)}`);
    rows.push(...rowsOf(kind, pairs));
    if (json)
      process.stdout.write(`${JSON.stringify({ bench: "flood", kind, ...flooded, ...outcomeOf(pairs) })}\n`);
  }
  if (!json) process.stdout.write(`\n${table(header, rows)}\n\n${rounds} rounds of ${seconds} s each, ms\n`);
};

const isKind = (name: string): name is Kind => name in floods;

const measure = async (kind: Kind, rounds: number, seconds: number) => {
  await using server = await SideProcess.start(production);
  const { port } = server;
  const guests = kind.startsWith("guests-") ? crowd : 1;
  const witness = await Witness.open(port);
  await witness.talk(1);
  let flooded: Flooded = { frames: 0, connections: 0, refused: 0 };
  const begin = async (): Promise<AsyncDisposable> => {
    const helper = new Helper<FloodMethods>(moduleOfFlood);
    await helper.ask("begin", { kind, port, address: "198.51.100.7", perSecond: floods[kind], guests });
    return {
      [Symbol.asyncDispose]: async () => {
        flooded = sumOf(flooded, await helper.ask("end"));
        await helper[Symbol.asyncDispose]();
      },
    };
  };
  const pairs = await measurePairs({ witness, rounds, seconds, begin });
  witness.close();
  return { pairs, flooded: { ...flooded, rooms: await roomsIn(server.folder) } };
};

/** Rooms that were opened, but for those of two. */
const roomsIn = async (folder: string): Promise<number> => {
  const text = await readFile(join(folder, "messages.json"), "utf8");
  return text
    .split("\n")
    .filter((line) => line.includes('"type":"room-created","room":"') && !line.includes('"room":"@')).length;
};

const sumOf = (one: Flooded, other: Flooded | undefined): Flooded => ({
  frames: one.frames + (other?.frames ?? 0),
  connections: one.connections + (other?.connections ?? 0),
  refused: one.refused + (other?.refused ?? 0),
});
