import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openLog } from "../src/open/open-log.ts";
import { newJournal } from "../testing/crash.ts";
import { started } from "../testing/drafts.ts";
import { judgeFiles } from "../testing/judge.ts";
import { killOnce } from "../testing/kill.ts";

const directory = (): Promise<string> => mkdtemp(join(tmpdir(), "beseda-log-"));

test("[LOG-3] a process that is killed again and again loses nothing that it acknowledged", async () => {
  const path = await directory();
  const journal = newJournal();
  for (let run = 0; run < 5; run += 1) {
    await killOnce({ directory: path, run, senders: 1 + run * 8, after: 20 + run * 37 }, journal);
    const verdict = await judgeFiles(join(path, "messages.json"), join(path, "data"), journal);
    expect(verdict).toMatchObject({
      lost: 0,
      duplicated: 0,
      unexpected: 0,
      invalidFiles: 0,
      refused: undefined,
    });
    expect(verdict.kept).toBe(journal.acknowledged.size);
  }
  expect(journal.acknowledged.size).toBeGreaterThan(100);
});

test("[LOG-6] a second process is refused and told who has the log; killed, it has it no more", async () => {
  const path = await directory();
  const victim = fileURLToPath(new URL("../testing/victim.ts", import.meta.url));
  // A pipe that is not read in time would end the process early.
  await using told = await open(join(path, "told"), "w");
  const child = spawn(process.execPath, [victim, path, "0", "1"], {
    stdio: ["ignore", told.fd, "inherit"],
  });
  await expect.poll(async () => (await told.stat()).size).toBeGreaterThan(0);
  const openToo = () =>
    openLog({ file: join(path, "messages.json"), data: join(path, "other"), start: started });
  await expect(openToo()).rejects.toMatchObject({ code: "log-locked", holder: { pid: child.pid } });
  child.kill("SIGKILL");
  await once(child, "exit");
  const log = await openToo();
  expect(log.last.seq).toBeGreaterThan(1);
  await log.close();
});
