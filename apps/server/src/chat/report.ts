import { ChatError, lobby, textsOf } from "@beseda/protocol";
import type { Decision } from "./circumstances.ts";
import type { Actor, Target } from "./actor.ts";
import { positionOf, timeOf, type FactOf } from "./fact.ts";
import { isPermitted, kindOf, permitIn, roleIn } from "./permissions.ts";
import { memberRoom, nameOf } from "./lookup.ts";
import type { ChatFacts, Report } from "./state.ts";

/** Reports somebody to the moderators. */
export interface MakeReport {
  readonly kind: "report";
  readonly actor: Actor;
  /** The room that it is about. */
  readonly room: string;
  readonly target: Pick<Target, "client_id" | "name">;
  /** `seq` of the message that it is about, if it is about one. */
  readonly message?: number;
  readonly reason: string;
}

/** Closes a report. */
export interface ResolveReport {
  readonly kind: "resolve";
  readonly actor: Actor;
  readonly report: Report;
}

export type ReportCommand = MakeReport | ResolveReport;

/** The most open reports that one person may have made. */
const mostByOne = 10;
/** The most open reports in all: nobody would read more. */
const mostOpen = 10_000;

type Reports = Pick<ChatFacts, "reports">;

/** The key of a report: the same report by the same person is one, however often it is made. */
const keyOf = (report: Pick<Report, "by" | "in" | "client_id" | "target">): string =>
  `${report.by} ${report.in} ${report.client_id} ${report.target ?? ""}`;

const openReports = ({ reports }: Reports): readonly Report[] =>
  [...reports.keys()].flatMap((key) => reports.get(key) ?? []);

/**
 * Whether somebody decides about a report: the moderators of its room do, and those of the server, wherever
 * it was, but never the person reported. Of a private room that they are not in they learn only what the
 * report itself says.
 */
export const decides = (
  state: ChatFacts,
  actor: Moderator,
  { in: room, client_id }: Pick<Report, "in" | "client_id">,
): boolean => {
  if (client_id === actor.client_id) return false;
  const role = actor.role ?? "guest";
  if (isPermitted(role, "reports", kindOf(lobby))) return true;
  const isMember = state.rooms.get(room)?.members.has(actor.client_id) ?? false;
  return isMember && isPermitted(roleIn(state, { ...actor, session: "" }, room), "reports", kindOf(room));
};

type Moderator = Pick<Actor, "client_id" | "role">;

/** Open reports that somebody decides about, the oldest first. */
export const reportsFor = (state: ChatFacts, actor: Moderator): readonly Report[] =>
  state.reports.size === 0 ? [] : openReports(state).filter((report) => decides(state, actor, report));

/** Reports somebody to the moderators (DIR-5). */
export const report: Decision<MakeReport> = (state, { actor, room, target, message, reason }, { locale }) => {
  const by_name = nameOf(state, actor);
  memberRoom(state, actor, room);
  permitIn(state, actor, ["report", room]);
  const { client_id, name } = target;
  if (client_id === actor.client_id) throw new ChatError("not-permitted");
  const by = actor.client_id;
  const about = { by, in: room, client_id, ...(message !== undefined && { target: message }) };
  if (state.reports.has(keyOf(about))) return [];
  const open = openReports(state);
  if (open.filter((other) => other.by === by).length >= mostByOne || open.length >= mostOpen)
    throw new ChatError("too-many-reports", mostByOne);
  return [
    {
      type: "reported",
      ...about,
      name,
      by_name,
      ...(reason !== "" && { reason }),
      sender: "server",
      message: textsOf(locale).notices.reported(name, by_name),
    },
  ];
};

/** Closes a report that is open. */
export const resolve: Decision<ResolveReport> = (state, { actor, report: open }, { locale }) => {
  const by_name = nameOf(state, actor);
  if (!state.reports.has(keyOf(open)) || !decides(state, actor, open))
    throw new ChatError("unknown-report", open.seq);
  const { client_id, name, target } = open;
  return [
    {
      type: "report-resolved",
      client_id,
      name,
      by: actor.client_id,
      by_name,
      in: open.in,
      ...(target !== undefined && { target }),
      reporter: open.by,
      report: open.seq,
      sender: "server",
      message: textsOf(locale).notices.resolved(name, by_name),
    },
  ];
};

export const reported = (state: Reports, fact: FactOf<"reported">): void => {
  const { client_id, name, by, by_name, in: room, target, reason } = fact;
  state.reports.set(keyOf(fact), {
    seq: positionOf(fact),
    time: timeOf(fact),
    client_id,
    name,
    by,
    by_name,
    in: room,
    ...(target !== undefined && { target }),
    ...(reason !== undefined && { reason }),
  });
};

export const resolved = (state: Reports, { reporter, ...about }: FactOf<"report-resolved">): void => {
  state.reports.delete(keyOf({ ...about, by: reporter }));
};
