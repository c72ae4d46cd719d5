import { temporaryFolder } from "../../harness/place.ts";
import { ServerProcess } from "../../harness/server.ts";
import { lostOf } from "../disk/log-file.ts";
import { Random } from "../random.ts";
import { judgeFile } from "./judge.ts";
import type { Racer, ToldRecord } from "./racer.ts";
import { invitedRaces, races, type Race, type RaceName } from "./races.ts";
import { Stage } from "./stage.ts";

export interface RacesOptions {
  readonly seed: number;
  /** Rounds of each race; no rounds of a race that is left out. */
  readonly rounds: Partial<Record<RaceName, number>>;
  /** Rounds that go on beside each other. */
  readonly atOnce: number;
  /** Called with a line on what is being done. */
  readonly onProgress?: (line: string) => void;
}

export interface RacesResult {
  readonly seed: number;
  readonly rounds: Partial<Record<RaceName, number>>;
  readonly records: number;
  readonly acknowledged: number;
  /** Acknowledged messages that the file lacks. */
  readonly lost: number;
  /** Connections that stood a second after a ban, and those that could say something then. */
  readonly alive: number;
  readonly spoke: number;
  readonly overUsed: number;
  /** Newcomers who got the id of another one. */
  readonly sharedIds: number;
  /** Places at which the records sent to a client have a hole, or go on after it was removed. */
  readonly gaps: number;
  readonly faults: readonly string[];
}

/** Races of people against each other and against those who judge them; then what the file and the clients say. */
export const racesChaos = async (options: RacesOptions): Promise<RacesResult> => {
  const random = new Random(options.seed);
  const open = await perform({ ...options, random, access: "open", programme: races });
  const invited = await perform({ ...options, random, access: "invite", programme: invitedRaces });
  const sum = (of: (part: Outcome) => number): number => of(open) + of(invited);
  return {
    seed: options.seed,
    rounds: options.rounds,
    records: sum(({ records }) => records),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ lost }) => lost),
    alive: sum(({ stage }) => stage.alive),
    spoke: sum(({ stage }) => stage.spoke),
    overUsed: sum(({ stage }) => stage.overUsed),
    sharedIds: sum(({ stage }) => stage.guests.length - new Set(stage.guests).size),
    gaps: sum(({ stage }) => stage.everybody.reduce((gaps, racer) => gaps + gapsOf(racer), 0)),
    faults: [open, invited].flatMap(({ faults, stage }) => stage.faults.concat(faults)),
  };
};

interface Performance extends RacesOptions {
  readonly random: Random;
  readonly access: "open" | "invite";
  readonly programme: Readonly<Partial<Record<RaceName, Race>>>;
}

interface Outcome {
  readonly stage: Stage;
  readonly records: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly faults: readonly string[];
}

const perform = async (performance: Performance): Promise<Outcome> => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({
    folder: folder.path,
    arguments: ["--access", performance.access, "--limits", "off"],
  });
  const stage = new Stage(server, performance.random);
  await stage.open();
  await runAll(stage, performance);
  const code = await server.stop();
  const { records, faults } = judgeFile(server.logFile);
  const acknowledged = new Map(stage.everybody.flatMap((racer) => [...racer.acknowledged]));
  return {
    stage,
    records: records.length,
    acknowledged: acknowledged.size,
    lost: lostOf(acknowledged, records),
    faults: code === 0 ? faults : [...faults, `the server ended with ${code}`],
  };
};

/** All rounds of all races, mixed, so many at once. */
const runAll = async (
  stage: Stage,
  { programme, rounds, atOnce, onProgress }: Performance,
): Promise<void> => {
  const entries = Object.entries(programme) as [RaceName, Race][];
  const due = entries.flatMap(([name, race]) => Array.from({ length: rounds[name] ?? 0 }, () => race));
  const waiting = shuffled(due, stage.random);
  let toGo = due.length;
  const runner = async (): Promise<void> => {
    for (let race = waiting.pop(); race; race = waiting.pop()) {
      await race(stage);
      toGo -= 1;
      if (toGo % 100 === 0) onProgress?.(`${toGo} rounds to go`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
};

const shuffled = <Value>(values: readonly Value[], random: Random): Value[] => {
  const rest = [...values];
  return values.map(() => rest.splice(random.below(rest.length), 1)[0] as Value);
};

/** Within a room each record names the one before it, until this client is notified that it has left. */
const gapsOf = ({ told, welcome }: Racer): number => {
  const last = new Map<string, ToldRecord>();
  let gaps = 0;
  for (const record of told) {
    if (record.room === undefined) continue;
    const before = last.get(record.room);
    const hasLeft = before?.type === "left" && before.client_id === welcome?.client_id;
    const isBack = record.type === "joined" && record.client_id === welcome?.client_id;
    if (before && (hasLeft ? !isBack : record.prev !== before.seq)) gaps += 1;
    last.set(record.room, record);
  }
  return gaps;
};
