import type { Report } from "@beseda/protocol";
import { endingKind } from "../folds/ending.ts";
import type { Texts } from "../locale/en.ts";
import { tellsPresence } from "./presence.ts";
import type { Writer } from "./writer.ts";

/** The least change of the newest days that is worth a sentence. */
const leastChange = 0.2;

/** From this share of a log on, its damage comes before all else. */
const muchDamage = 0.001;

const talk = ({ input, overview, clients }: Report, texts: Texts, writer: Writer): string | undefined => {
  if (!overview || !input.first || !input.last) return undefined;
  const [row, next] = clients?.rows ?? [];
  const isAlone = row !== undefined && next !== undefined && row.messages > next.messages;
  return texts.findings.talk({
    period: writer.period(input.first, input.last),
    people: overview.clients,
    messages: overview.messages,
    most: !isAlone
      ? undefined
      : {
          name: writer.cell(row.names.at(-1) ?? row.client_id, "text"),
          share: writer.cell(row.share, "share"),
        },
  });
};

const sessions = (
  { overview, sessions: lengths, disconnects }: Report,
  texts: Texts,
  writer: Writer,
): string | undefined => {
  if (!overview) return undefined;
  if (!tellsPresence(overview)) return texts.findings.noSessions;
  if (overview.sessions + overview.disconnects === 0) return undefined;
  if (!lengths || !disconnects) return undefined;
  const worst = disconnects.by_status.find(({ kind }) => kind === "abnormal");
  const { median_ms: median } = lengths.ended;
  return texts.findings.sessions({
    median: median === null ? undefined : writer.duration(median),
    abnormalShare: writer.cell(overview.abnormal_share, "share"),
    mostly: worst && writer.cell(worst.status, "status"),
  });
};

/** The one thing that a person in charge of the chat has to know. */
const worry = (
  { input, overview, disconnects, compare }: Report,
  texts: Texts,
  writer: Writer,
): string | undefined => {
  const { findings } = texts;
  const { bad_records: bad, records } = input;
  if (bad > records * muchDamage) return findings.damaged(bad);
  if (disconnects && disconnects.availability.crashes > 0) {
    const { crashes, down_ms: down } = disconnects.availability;
    return findings.crashes(crashes, writer.duration(down));
  }
  // A server that is stopped disconnects everybody, and nobody needs to be warned of that.
  const losses = disconnects?.incidents.list.filter(({ status }) => endingKind(status) === "abnormal") ?? [];
  const [worst] = losses.toSorted((left, right) => right.drops - left.drops);
  if (worst) {
    const { start, drops, clients, recovery_ms: recovery } = worst;
    return findings.incident({
      when: writer.moment(start),
      drops,
      clients,
      recovery: recovery === null ? undefined : writer.duration(recovery),
    });
  }
  const change = compare?.messages.change ?? 0;
  if (compare && Math.abs(change) >= leastChange) {
    return findings.change(compare.days, writer.cell(Math.abs(change), "share"), change > 0);
  }
  if (bad > 0) return findings.damaged(bad);
  return overview && disconnects && overview.disconnects > 0 ? findings.calm : undefined;
};

/** The findings that matter, in three sentences at most: who talks, how it goes, what to look after. */
export const findingsOf = (report: Report, texts: Texts, writer: Writer): readonly string[] =>
  [talk, sessions, worry].flatMap((find) => find(report, texts, writer) ?? []);
