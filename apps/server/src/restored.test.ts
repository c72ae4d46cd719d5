import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acceptLog } from "@beseda/log";
import { describe, expect, test } from "vitest";
import { Person } from "./testing/person.ts";
import { temporaryServer, type TemporaryServer } from "./testing/running-server.ts";

/** A folder with a log and what is beside it, gone with the test. */
const place = async () => {
  const folder = await mkdtemp(join(tmpdir(), "beseda-restored-"));
  const settings = { log: join(folder, "messages.json"), data: join(folder, "data") };
  return {
    ...settings,
    copy: join(folder, "copy"),
    serve: (): Promise<TemporaryServer> => temporaryServer({ durability: "fsync", settings }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};

const speak = async (server: TemporaryServer, words: number): Promise<Person> => {
  const anna = await Person.come(server, { name: "Анна" });
  for (let word = 0; word < words; word += 1) await anna.say(`${word}`);
  return anna;
};

describe("[LOG-11] who had seen what a restored log has lost begins anew, whatever was written since", () => {
  test.each([
    ["the log alone was restored, and its loss accepted", false],
    ["the log and its data were restored from one time", true],
  ])("where %s", async (_, withData) => {
    await using here = await place();
    await using before = await here.serve();
    await speak(before, 5);
    await before.stop();
    await mkdir(here.copy);
    await cp(here.log, join(here.copy, "messages.json"));
    await cp(here.data, join(here.copy, "data"), { recursive: true });

    await using lost = await here.serve();
    const anna = await speak(lost, 20);
    const seen = { log: anna.welcome.log, run: anna.welcome.run, seq: lost.running.log.last.seq };
    await lost.stop();
    await cp(join(here.copy, "messages.json"), here.log);
    if (withData) {
      await rm(here.data, { recursive: true });
      await cp(join(here.copy, "data"), here.data, { recursive: true });
    }
    const refusal = await here.serve().then(
      (server) => server.stop(),
      (error: { readonly code: string }) => error.code,
    );
    expect(refusal).toBe(withData ? undefined : "log-cut-short");
    const accepted = withData ? undefined : await acceptLog(here.log, here);
    expect(accepted?.kind).toBe(withData ? undefined : "lost");

    await using after = await here.serve();
    await speak(after, 40);
    expect(after.running.log.last.seq).toBeGreaterThan(seen.seq);
    const ids = [`${seen.seq}@${seen.log}.${seen.run ?? ""}`, `w${seen.seq}@${seen.log}.${seen.run ?? ""}`];
    for (const cursor of [{ after: seen }, ...ids.map((lastEventId) => ({ lastEventId }))]) {
      await using back = await Person.come(after, { name: "Борис" }, cursor);
      expect(back.welcome).toMatchObject({ resumed: false, reset: "other-log" });
    }
    const earlier = { log: before.running.log.id, run: before.running.log.run, seq: 3 };
    await using back = await Person.come(after, { name: "Вера" }, { after: earlier });
    expect(back.welcome).toMatchObject({ resumed: true, seq: 3 });
    const last = (await back.hears("39")).seq;
    const told = back.records.map(({ seq }) => seq).filter((seq) => seq <= last);
    const written = (await after.records()).filter((record) => "room" in record && record.seq > 3);
    expect(told).toEqual(written.map(({ seq }) => seq).filter((seq) => seq <= last));
  });
});
