import { expect, test } from "vitest";
import { reportOn, TestFolder } from "../../../testing/folder.ts";
import { asLines } from "../../../testing/arbitrary-log.ts";
import { smallLog } from "../../../testing/small-log.ts";
import { jsonOf } from "./json.ts";

test("[ANL-6] the report in JSON is written in pieces, however many clients it has, and is the same text", async () => {
  await using folder = await TestFolder.make();
  const report = await reportOn([await folder.write(asLines(smallLog))]);
  expect([...jsonOf(report)].join("")).toBe(`${JSON.stringify(report, null, 2)}\n`);
  const [row] = report.clients?.rows ?? [];
  if (!row || !report.clients) throw new Error("The log has clients.");
  const rows = Array.from({ length: 5000 }, () => row);
  const many = { ...report, clients: { ...report.clients, rows } };
  const pieces = [...jsonOf(many)];
  expect(pieces.join("")).toBe(`${JSON.stringify(many, null, 2)}\n`);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(50_000);
});
