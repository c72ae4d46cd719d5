import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forbiddenIn, hostileRecords, hostileTexts } from "@beseda/protocol/testing";
import { expect, test } from "vitest";
import { sectionKeys } from "../src/folds/registry.ts";
import { Clock } from "../src/rows/clock.ts";
import { analyze } from "../src/run.ts";
import { terminalText } from "../src/output/terminal/terminal.ts";

/** A stay whose end has a status of another program. */
const stay = (status: string, at: number): readonly object[] => {
  const about = {
    client_id: `Client_${at}`,
    name: status,
    room: status,
    session: `s${at}`,
    sender: "server",
  };
  const time = (second: number): string => new Date(Date.UTC(2026, 10, 21, 10, at, second)).toISOString();
  return [
    { ...about, time: time(0), type: "connected", via: status, client: status, message: status },
    { ...about, time: time(1), type: "message", sender: "client", message: `${status} ${status}` },
    {
      ...about,
      time: time(2),
      type: "disconnected",
      code: 4003,
      status,
      reason: status,
      duration_ms: 2000,
      message: status,
    },
  ];
};

test("[TXT-7] a report as text has clean lines, whatever the log has in it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "beseda-analyzer-"));
  try {
    const report = async (records: readonly object[]): Promise<readonly string[]> => {
      const file = join(folder, "messages.json");
      await writeFile(file, JSON.stringify(records));
      const found = await analyze({
        files: [file],
        threads: 0,
        sections: sectionKeys,
        filter: {},
        clock: new Clock("UTC"),
      });
      const style = { isDrawn: false, isColored: false, rows: 10_000 };
      return (["ru", "en"] as const).flatMap((locale) => terminalText(found, locale, style).split("\n"));
    };
    const hostile = [...hostileRecords(), ...hostileTexts.flatMap(stay)];
    const lines = await report(hostile);
    expect(lines.length).toBeGreaterThan(200);
    for (const line of lines) expect(forbiddenIn(line)).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true });
  }
});
