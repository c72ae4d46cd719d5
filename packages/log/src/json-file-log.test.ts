import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventLogContract } from "./event-log.contract.ts";
import type { Projection } from "./state/projection.ts";
import { openLog } from "./open/open-log.ts";
import { simulatedData, simulatedFile } from "../testing/crash.ts";
import { said, started } from "../testing/drafts.ts";
import { SimulatedDisk } from "../testing/simulated-disk.ts";

const directory = (): Promise<string> => mkdtemp(join(tmpdir(), "beseda-log-"));

const inDirectory = (path: string) => ({
  file: join(path, "messages.json"),
  data: join(path, "data"),
  start: started,
});

const onSimulatedDisk = (tailBytes: number) => async () => {
  const disk = new SimulatedDisk();
  const place = { file: simulatedFile, data: simulatedData, disk, start: started, tailBytes };
  return { open: (projections: readonly Projection[] = []) => openLog({ ...place, projections }) };
};

eventLogContract("the JSON file, read from memory", onSimulatedDisk(1e6));
eventLogContract("the JSON file, read from the disk", onSimulatedDisk(0));
eventLogContract("the JSON file on a real disk", async () => {
  const path = await directory();
  return { open: (projections = []) => openLog({ ...inDirectory(path), projections }) };
});

test("[LOG-3] the file is a JSON array, one record a line, each with its check last", async () => {
  const path = await directory();
  const names = { createId: () => "k3v9", createRun: () => "x7p2" };
  const log = await openLog({ ...inDirectory(path), clock: () => 1_795_255_200_000, ...names });
  await log.append([said("Привет")]);
  await log.close();
  const content = await readFile(join(path, "messages.json"), "utf8");
  // The salt is random, and the check depends on it.
  const salted = /"salt":"\w{8}"(.*)"check":"\w{8}"/u;
  expect(content.replace(salted, '"salt":"DEFGLMNO"$1"check":"01234567"')).toMatchInlineSnapshot(`
    "[
    {"seq":1,"time":"2026-11-21T10:00:00.000Z","type":"server-started","client_id":"server","log":"k3v9","version":"0.1.0","run":"x7p2","sender":"server","message":"Сервер работает.","check":"60bd6cf6"},
    {"seq":2,"prev":0,"time":"2026-11-21T10:00:00.000Z","type":"message","room":"lobby","client_id":"Client_Анна","name":"Анна","id":"Привет","salt":"DEFGLMNO","sender":"client","message":"Привет","check":"01234567"}
    ]
    "
  `);
});
