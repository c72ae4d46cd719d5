import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acceptLog } from "@beseda/log";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createChatClient } from "../testing/earlier-client/client.js";
import { Person } from "../testing/person.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { until } from "../testing/until.ts";

/** Creates a folder with a log and the files beside it, removed with the test. */
const place = async () => {
  const folder = await mkdtemp(join(tmpdir(), "beseda-restored-"));
  const settings = { log: join(folder, "messages.json"), data: join(folder, "data") };
  return {
    ...settings,
    copy: join(folder, "copy"),
    serve: (port = 0): Promise<TemporaryServer> =>
      temporaryServer({ durability: "fsync", settings: { ...settings, port } }),
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

/** Copies a whole folder, as an operator does. */
const copyAll = async (from: { log: string; data: string }, to: { log: string; data: string }) => {
  await rm(to.log, { force: true });
  await rm(to.data, { recursive: true, force: true });
  await cp(from.log, to.log);
  await cp(from.data, to.data, { recursive: true });
};

describe("[LOG-11] a log that was restored together with its data", () => {
  test("resets a client of an earlier version, whose cursor names no run: it skips nothing", async () => {
    await using here = await place();
    const copy = { log: join(here.copy, "messages.json"), data: join(here.copy, "data") };
    await mkdir(here.copy);
    await using before = await here.serve();
    await speak(before, 5);
    await before.stop();
    await copyAll(here, copy);

    await using lost = await here.serve();
    const { port } = lost;
    const client = createChatClient({
      url: `http://127.0.0.1:${port}`,
      name: "Вера",
      client: "earlier/0.1.0",
      WebSocket,
    });
    const texts = (): unknown[] =>
      (client.snapshot().timelines.get("lobby")?.items ?? []).flatMap(({ text }) => text ?? []);
    await until(
      () => "the greeting",
      () => client.snapshot().welcome,
    );
    const anna = await speak(lost, 20);
    await anna.say("утрачено");
    await until(
      () => "the last word",
      () => texts().includes("утрачено"),
    );
    const seen = lost.running.log.last.seq;
    await lost.stop();
    await copyAll(copy, here);

    await using after = await here.serve(port);
    await speak(after, 60);
    await until(
      () => `the newest word among ${texts().join()}`,
      () => texts().includes("59"),
    );
    expect(after.running.log.last.seq).toBeGreaterThan(seen);
    expect(client.snapshot().welcome).toMatchObject({ resumed: false });
    expect(texts()).not.toContain("утрачено");
    expect(texts().slice(-30)).toEqual(Array.from({ length: 30 }, (_, word) => `${word + 30}`));
    await client.close();
  });

  test("gives no number of a record, a client or a session again under the same name", async () => {
    await using here = await place();
    const copy = { log: join(here.copy, "messages.json"), data: join(here.copy, "data") };
    await mkdir(here.copy);
    await using before = await here.serve();
    await speak(before, 1);
    await before.stop();
    await copyAll(here, copy);
    await using again = await here.serve();
    const name = again.running.log.id;
    expect(name).toBe(before.running.log.id);
    await again.stop();
    await copyAll(copy, here);
    await using after = await here.serve();
    expect(after.running.log.id).not.toBe(name);
    expect(after.running.log.lineage[0]).toMatchObject({ log: name });
  });

  test("keeps its name where nothing but its folder was called another", async () => {
    await using here = await place();
    await using before = await here.serve();
    await speak(before, 1);
    await before.stop();
    const other = `${here.data}-2`;
    await rename(here.data, other);
    await using after = await temporaryServer({ settings: { log: here.log, data: other } });
    expect(after.running.log.id).toBe(before.running.log.id);
  });
});
