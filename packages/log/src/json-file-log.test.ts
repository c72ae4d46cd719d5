import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventLogContract } from "./event-log.contract.ts";
import { openLog } from "./open/open-log.ts";
import { said, started } from "./testing/drafts.ts";

const directory = (): Promise<string> => mkdtemp(join(tmpdir(), "beseda-log-"));

const inDirectory = (path: string, extra: { tailBytes?: number } = {}) => ({
  file: join(path, "messages.json"),
  data: join(path, "data"),
  start: started,
  ...extra,
});

eventLogContract("the JSON file, read from memory", async () => {
  const path = await directory();
  return { open: (projections = []) => openLog({ ...inDirectory(path), projections }) };
});

eventLogContract("the JSON file, read from the disk", async () => {
  const path = await directory();
  return { open: (projections = []) => openLog({ ...inDirectory(path, { tailBytes: 0 }), projections }) };
});

test("[LOG-3] the file is a JSON array, one record a line, each with its check last", async () => {
  const path = await directory();
  const log = await openLog({ ...inDirectory(path), clock: () => 1_795_255_200_000, createId: () => "k3v9" });
  await log.append([said("Привет")]);
  await log.close();
  expect(await readFile(join(path, "messages.json"), "utf8")).toMatchInlineSnapshot(`
    "[
    {"seq":1,"time":"2026-11-21T10:00:00.000Z","type":"server-started","client_id":"server","log":"k3v9","version":"0.1.0","sender":"server","message":"Сервер работает.","check":"76d044fe"},
    {"seq":2,"prev":0,"time":"2026-11-21T10:00:00.000Z","type":"message","room":"lobby","client_id":"Client_Анна","name":"Анна","id":"Привет","sender":"client","message":"Привет","check":"91c2377a"}
    ]
    "
  `);
});
