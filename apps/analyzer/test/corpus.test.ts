import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportSchema, type Report } from "@beseda/protocol";
import { runMany, type Ended } from "../testing/command.ts";
import { TestFolder } from "../testing/folder.ts";
import { apart } from "../testing/foreign/apart.ts";
import { later } from "../testing/foreign/later.ts";
import { seen } from "../testing/foreign/seen.ts";
import type { ForeignLog, Totals } from "../testing/foreign/talk.ts";

const forty: readonly ForeignLog[] = [...apart, ...seen];
const corpus: readonly ForeignLog[] = [...forty, ...later];

let folder: TestFolder;
let ended: readonly Ended[];
beforeAll(async () => {
  folder = await TestFolder.make();
  const runs = corpus.map(async ({ content, options = [] }, index) => {
    const file = await folder.write(content, `foreign-${index}`);
    return [
      file,
      "--format",
      "json",
      "--report",
      "overview,clients",
      "--tz",
      "UTC",
      "--lang",
      "en",
      ...options,
    ];
  });
  ended = await runMany(await Promise.all(runs));
});
afterAll(() => folder[Symbol.asyncDispose]());

const totalsIn = ({ input, clients }: Report): Totals => ({
  messages: Object.fromEntries((clients?.rows ?? []).map((row) => [row.client_id, row.messages])),
  first: input.first ?? "",
  last: input.last ?? "",
  bad: input.bad_records,
});

/** Compares totals in a log's own words as they stand; of a refusal, only what it has to name. */
const isAsExpected = (outcome: ReturnType<typeof outcomeOf>, expected: ForeignLog["expected"]): boolean => {
  if (!outcome) return false;
  if ("refusal" in outcome) return "refusal" in expected && expected.refusal.test(outcome.refusal);
  return isDeepStrictEqual(outcome, expected);
};

/** The outcome: the totals of a report with no remarks but on damage, or one sentence and nothing else. */
const outcomeOf = ({ code, stdout, stderr }: Ended): Totals | { readonly refusal: string } | undefined => {
  const isSentence = /^[^\n]+\.\n$/u.test(stderr);
  if (code === 2 && stdout === "" && isSentence) return { refusal: stderr };
  if (code !== 0) return undefined;
  const totals = totalsIn(reportSchema.parse(JSON.parse(stdout)));
  return totals.bad > 0 === isSentence ? totals : undefined;
};

test.each(corpus.map((log, index) => [log.name, log, index] as const))(
  "[ANL-1] %s: the report has what was written, or the refusal names the reason",
  (_, { expected }, index) => {
    const told = ended[index] ?? { code: null, stdout: "", stderr: "" };
    const outcome = outcomeOf(told);
    expect({ isAsExpected: isAsExpected(outcome, expected), told, outcome }).toMatchObject({
      isAsExpected: true,
    });
  },
);

test("[ANL-1] of forty logs of other programs at least thirty-six give a report", () => {
  expect(forty).toHaveLength(40);
  expect(forty.filter(({ expected }) => "messages" in expected).length).toBeGreaterThanOrEqual(36);
});
