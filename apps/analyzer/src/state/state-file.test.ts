import { appendFile, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sourcesOf } from "@beseda/bin/sources";
import { assert, asyncProperty, nat } from "fast-check";
import { expect, test } from "vitest";
import { sectionKeys } from "../folds/registry.ts";
import { home } from "../home.ts";
import { Clock } from "../rows/clock.ts";
import { answer, type Answer, type RunOptions } from "../run.ts";
import { arbitraryLog } from "../../testing/arbitrary-log.ts";
import { reportOn, TestFolder, withoutInput } from "../../testing/folder.ts";
import { saveState } from "../modes/save-state.ts";
import { loadState } from "./state-file.ts";

const question = { sections: sectionKeys, filter: {}, clock: new Clock("UTC") };

/** Does what a run with `--state` does. */
const runWithState = async (file: string, state: string): Promise<Answer> => {
  const run: RunOptions = { ...question, files: [file], threads: 0 };
  const result = await answer({ ...run, saved: await loadState(state, { ...question, file }) });
  if (result.saved) await saveState(state, { ...question, file }, result.saved);
  return result;
};

const asNdjson = (log: readonly object[]): string =>
  log.map((entry) => `${JSON.stringify(entry)}\n`).join("");

test("[STATE] a run that goes on where the last one ended finds what one run over all finds", async () => {
  await using folder = await TestFolder.make();
  await assert(
    asyncProperty(arbitraryLog("any"), nat(60), async (log, at) => {
      const cut = Math.max(1, Math.min(log.length, at));
      const state = folder.file(`state-${log.length}-${cut}-${JSON.stringify(log).length}`);
      const file = await folder.write(asNdjson(log.slice(0, cut)));
      await runWithState(file, state);
      await appendFile(file, asNdjson(log.slice(cut)));
      const { report } = await runWithState(file, state);
      expect(withoutInput(report)).toEqual(withoutInput(await reportOn([file])));
      expect(report.input.bytes).toBe(Buffer.byteLength(asNdjson(log)));
    }),
    { numRuns: 40 },
  );
});

test("[STATE] a state of another log, or of another question, is not gone on from", async () => {
  await using folder = await TestFolder.make();
  const entry = {
    time: "2026-11-21T10:00:00.000Z",
    client_id: "Client_1",
    sender: "client",
    message: "Привет",
  };
  const file = await folder.write(asNdjson([entry, entry]));
  const state = folder.file("state");
  await runWithState(file, state);
  expect(await loadState(state, { ...question, file })).toBeDefined();
  expect(await loadState(state, { ...question, file, filter: { rooms: new Set(["dev"]) } })).toBeUndefined();
  expect(await loadState(state, { ...question, file, sections: ["clients"] })).toBeUndefined();
  await folder.write(asNdjson([{ ...entry, message: "Другой журнал" }, entry]));
  expect(await loadState(state, { ...question, file })).toBeUndefined();
});

test("[STATE] a damaged state is as good as none", async () => {
  await using folder = await TestFolder.make();
  const entry = {
    time: "2026-11-21T10:00:00.000Z",
    client_id: "Client_1",
    sender: "client",
    message: "Привет",
  };
  const file = await folder.write(asNdjson([entry]));
  for (const damaged of ["", "{}", "not a state\n", "\u0000"]) {
    const state = await folder.write(damaged, "state");
    expect(await loadState(state, { ...question, file })).toBeUndefined();
  }
});

test("[ANL-5] a state is good for this program only: all that it is made by is in its key", async () => {
  const seen = new Set<string>();
  const libraries = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, path = ""] of (await readFile(file, "utf8")).matchAll(
      /^(?:import|export|\}) .*?from "(?<path>[^"]+)"/gmu,
    )) {
      if (path.startsWith(".")) await visit(join(dirname(file), path));
      else libraries.add(path);
    }
  };
  await visit(join(home, "src/run.ts"));
  const sources = sourcesOf(home);
  expect([...seen]).toContain(join(home, "src/analysis.ts"));
  expect([...seen].filter((file) => !sources.includes(file))).toEqual([]);
  expect([...libraries]).toContain("@beseda/protocol");
  expect(sources).toContain(join(home, "../../packages/protocol/src/record.ts"));
});
