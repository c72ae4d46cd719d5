import { expect, test } from "vitest";
import { terminalText } from "../src/output/terminal/terminal.ts";
import { run } from "../testing/command.ts";
import { reportOn, TestFolder } from "../testing/folder.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 10) + second * 1000).toISOString();
const line = (record: object): string => `${JSON.stringify(record)}\n`;

test("[ANL-6] a hundred and fifty thousand clients have a report", async () => {
  await using folder = await TestFolder.make();
  // More than a call takes arguments.
  const clients = 150_000;
  const records = Array.from({ length: clients }, (_, index) =>
    line({ time: at(index / 1000), client_id: `Client_${index}`, sender: "client", message: "да" }),
  );
  const file = await folder.write(records.join(""));
  const { overview, growth } = await reportOn([file], { sections: ["overview", "growth"] });
  expect(overview).toMatchObject({ clients, messages: clients });
  expect(growth?.weeks).toMatchObject([{ active: clients }]);
  const { code, stdout, stderr } = await run([file, "--format", "csv", "--report", "clients"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.split("\n").length).toBeGreaterThan(clients);
});

test("[ANL-6] a table in the terminal may have any number of rows", async () => {
  await using folder = await TestFolder.make();
  const types = 200_000;
  const records = Array.from({ length: types }, (_, index) =>
    line({ time: at(0), client_id: "a", sender: "server", type: `type-${index}`, message: "" }),
  );
  const report = await reportOn([await folder.write(records.join(""))], { sections: ["overview"] });
  const text = terminalText(report, "en", { isDrawn: false, isColored: false, rows: Infinity });
  expect(text.split("\n").length).toBeGreaterThan(types);
});

test("[ANL-6] a length and a time that cannot be end nothing and make no report that is long", async () => {
  await using folder = await TestFolder.make();
  const who = { client_id: "Client_1", name: "Анна", sender: "server", message: "…" };
  const records = [
    { time: "0000-01-01T00:00:00.000Z", type: "message", ...who, sender: "client" },
    { time: "9999-12-31T23:59:59.999Z", type: "message", ...who, sender: "client" },
    { time: at(0), type: "connected", ...who, session: "s1" },
    { time: at(9), type: "disconnected", ...who, session: "s1", status: "normal", duration_ms: 1e308 },
    {
      time: at(9),
      type: "disconnected",
      ...who,
      session: "s2",
      status: "normal",
      duration_ms: 999_999_999_999_999,
    },
    { time: at(9), type: "disconnected", ...who, session: "s3", code: 1e308, last_seen: 1e308 },
    ...Array.from({ length: 30 }, (_, second) => ({
      time: at(second),
      type: "message",
      ...who,
      sender: "client",
    })),
  ];
  const report = await reportOn([await folder.write(records.map(line).join(""))]);
  expect(report.input).toMatchObject({
    bad_records: 2,
    first: at(0),
    damage: [{ reason: "bad-time" }, { reason: "bad-time" }],
  });
  expect(report.sessions?.ended).toMatchObject({ count: 1, total_ms: 9000 });
  expect(JSON.stringify(report).length).toBeLessThan(100_000);
});

test("[ANL-6] what turns the direction of a text, is not seen or moves the cursor does not reach the terminal", async () => {
  await using folder = await TestFolder.make();
  const bad = "\u001B[31m\u202E\u2066\u200B\u200F\uFEFF\u0007";
  const who = { client_id: `Client${bad}_1`, name: `Ан${bad}на`, room: `l${bad}obby` };
  const content = [
    {
      time: at(0),
      type: "connected",
      ...who,
      session: "s1",
      via: `t${bad}cp`,
      client: `c${bad}li`,
      sender: "server",
      message: "…",
    },
    { time: at(1), type: "message", ...who, session: "s1", sender: "client", message: `Привет${bad} всем` },
    {
      time: at(2),
      type: "disconnected",
      ...who,
      session: "s1",
      status: `no${bad}rmal`,
      sender: "server",
      message: `x${bad}`,
    },
    { time: at(3), type: `un${bad}heard`, ...who, sender: "server", message: "…" },
  ];
  const file = await folder.write(content.map(line).join(""));
  for (const format of ["text", "markdown"]) {
    const { code, stdout } = await run([file, "--format", format]);
    expect(code).toBe(0);
    expect(stdout).toContain("Client");
    // oxlint-disable-next-line no-control-regex -- that is what is looked for
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u);
  }
});

test("[ANL-6] who is there when the log ends is told, with the time until then", async () => {
  await using folder = await TestFolder.make();
  const who = (number: number): object => ({ client_id: `Client_${number}`, sender: "server", message: "…" });
  const content = [
    { time: at(0), type: "connected", ...who(1), session: "s1" },
    { time: at(0), type: "connected", ...who(2), session: "s2" },
    { time: at(60), type: "disconnected", ...who(2), session: "s2", status: "normal" },
    { time: at(3600), type: "topic", ...who(3) },
  ];
  const { overview, clients } = await reportOn([await folder.write(content.map(line).join(""))]);
  expect(overview).toMatchObject({ online_now: 1, present_ms: 3_660_000, online_ms: 60_000 });
  expect(
    clients?.rows.map(({ client_id, is_online, present_ms }) => [client_id, is_online, present_ms]),
  ).toEqual([
    ["Client_2", false, 60_000],
    ["Client_1", true, 3_600_000],
    ["Client_3", false, 0],
  ]);
});
