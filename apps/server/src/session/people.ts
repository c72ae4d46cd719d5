import {
  ChatError,
  everybody,
  isOf,
  isPrivateRoom,
  nameKey,
  onPage,
  type Person,
  type ReportListing,
} from "@beseda/protocol";
import type { LogEntry } from "@beseda/log";
import { decides, reportsFor } from "../chat/report.ts";
import { memberRoom } from "../chat/standing.ts";
import type { Report } from "../chat/state.ts";
import { anybodyOf, type Office } from "./office.ts";
import type { Principal } from "./principal.ts";

/** Somebody by name or `client_id`, or a message by its `seq`. */
export type About = { readonly name: string } | { readonly seq: number };

export interface Complaint {
  readonly room: string;
  readonly about: About;
  readonly reason: string;
}

const all: Person = { client_id: everybody, name: everybody };

/** What one session's client wants of other people, and what not: blocks and reports. */
export class SessionPeople {
  readonly #session: Principal;
  readonly #office: Office;

  constructor(session: Principal, office: Office) {
    this.#session = session;
    this.#office = office;
  }

  /** Whom one has blocked, in that order. */
  blocked(): readonly Person[] {
    return this.#office.chat.state.blocks.get(this.#session.clientId) ?? [];
  }

  /** Nobody else is told, the blocked least of all (DIR-4). Resolves with whom it was. */
  async block(name: string): Promise<Person> {
    const { client_id, name: found } = name === everybody ? all : await anybodyOf(this.#office, name);
    const target = { client_id, name: found };
    await this.#office.chat.execute({ kind: "block", actor: this.#session.actor, target });
    return target;
  }

  async unblock(name: string): Promise<Person> {
    const known = this.blocked().find(
      (person) => person.client_id === name || nameKey(person.name) === nameKey(name),
    );
    const { client_id, name: found } =
      known ?? (name === everybody ? all : await anybodyOf(this.#office, name));
    const target = { client_id, name: found };
    await this.#office.chat.execute({ kind: "unblock", actor: this.#session.actor, target });
    return target;
  }

  /** Tells the moderators of somebody, or of a message (DIR-5). */
  async report({ room, about, reason }: Complaint): Promise<void> {
    const { chat } = this.#office;
    const { actor } = this.#session;
    memberRoom(chat.state, actor, room);
    const target =
      "seq" in about ? await this.#authorOf(room, about.seq) : await anybodyOf(this.#office, about.name);
    await chat.execute({
      kind: "report",
      actor,
      room,
      target: { client_id: target.client_id, name: target.name },
      ...("seq" in about && { message: about.seq }),
      reason,
    });
    this.#session.logger.info({ audit: "reported", target: target.client_id }, "reported");
  }

  /** Whether a report waits for the decision of this client. */
  decidesAbout(report: Pick<Report, "in" | "client_id">): boolean {
    return decides(this.#office.chat.state, this.#session.actor, report);
  }

  /** Open reports that this client decides about, the oldest first. */
  get openReports(): readonly Report[] {
    return reportsFor(this.#office.chat.state, this.#session.actor);
  }

  /** The same as they are listed: of a room that one is not in, no more than the report itself says. */
  reports(page = 1): Promise<readonly ReportListing[]> {
    return Promise.all(onPage("reports", this.openReports, page).map((report) => this.#listing(report)));
  }

  /** Closes a report. */
  async resolve(id: number): Promise<void> {
    const report = this.openReports.find(({ seq }) => seq === id);
    if (!report) throw new ChatError("unknown-report", id);
    await this.#office.chat.execute({ kind: "resolve", actor: this.#session.actor, report });
    this.#session.logger.info({ audit: "report resolved", report: id }, "report resolved");
  }

  async #listing({ seq, in: room, target, ...report }: Report): Promise<ReportListing> {
    const isKnown = !isPrivateRoom(room) || this.#session.memberSince(room) !== undefined;
    const message = target === undefined ? undefined : await this.#messageAt(room, target);
    return {
      id: seq,
      ...report,
      ...(isKnown && { room }),
      ...(target !== undefined && { target }),
      ...(message !== undefined && { text: message.message }),
    };
  }

  async #authorOf(room: string, seq: number): Promise<Person> {
    const message = await this.#messageAt(room, seq);
    if (!message) throw new ChatError("unknown-message", seq);
    return { client_id: message.client_id, name: message.name };
  }

  /** A message that this client may read. */
  async #messageAt(room: string, seq: number) {
    const session = this.#session;
    const isReadable = session.memberSince(room) !== undefined && seq >= session.readableFrom(room);
    const [entry]: readonly LogEntry[] = isReadable
      ? await this.#office.log.read({ after: seq - 1, upto: seq, limit: 1 })
      : [];
    const record = entry?.record;
    return record && isOf(record, "message") && record.room === room ? record : undefined;
  }
}
