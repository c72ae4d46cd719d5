import { assert, asyncProperty } from "fast-check";
import { expect, test } from "vitest";
import type { Report } from "@beseda/protocol";
import { arbitraryLog, asLines } from "../../testing/arbitrary-log.ts";
import { reportOn, TestFolder } from "../../testing/folder.ts";
import { anonymous, withoutText } from "./redact.ts";

test("[SHARE] --anonymize leaves no name, id, room or file, and every number as it was", async () => {
  await using folder = await TestFolder.make();
  await assert(
    asyncProperty(arbitraryLog(), async (log) => {
      const report = await reportOn([await folder.write(asLines(log), "secret.json")]);
      const { report: told, other } = anonymous(withoutText(report), { client_id: "Client_1", name: "Анна" });
      const text = JSON.stringify([told, other]);
      expect(text).not.toMatch(/Client_\d|Анна|Аня|Борис|Вера|Jo-Ann|lobby|"dev"|secret/u);
      expect(withoutStrings([told, other])).toBe(
        withoutStrings([withOneName(withoutText(report)), { client_id: "", name: "" }]),
      );
    }),
    { numRuns: 40 },
  );
});

const withoutStrings = (value: unknown): string => JSON.stringify(value).replaceAll(/"[^"]*"/gu, "");

/** An alias has no former names. */
const withOneName = (report: Report): unknown => ({
  ...report,
  clients: report.clients && {
    ...report.clients,
    rows: report.clients.rows.map((row) => Object.assign(row, { names: [""] })),
  },
});

test("[SHARE] --anonymize gives one client one alias everywhere", async () => {
  await using folder = await TestFolder.make();
  await assert(
    asyncProperty(arbitraryLog(), async (log) => {
      const report = await reportOn([await folder.write(asLines(log))]);
      const { report: told } = anonymous(report, undefined);
      const aliases = new Map(
        report.clients?.rows.map((row, index) => [row.client_id, told.clients?.rows[index]?.client_id]),
      );
      expect(new Set(aliases.values()).size).toBe(aliases.size);
      expect(told.sessions?.recent.map((row) => row.client_id)).toEqual(
        report.sessions?.recent.map((row) => aliases.get(row.client_id)),
      );
    }),
    { numRuns: 40 },
  );
});
