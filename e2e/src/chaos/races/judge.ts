import { readLogFile, type StoredRecord } from "../disk/log-file.ts";

/** The fields that a record of the file may have. */
interface RaceRecord extends StoredRecord {
  readonly prev?: number;
  readonly time: string;
  readonly room?: string;
  readonly quiet?: true;
  readonly action?: string;
  readonly archived?: boolean;
}

interface SessionSpan {
  readonly client: string;
  readonly began: number;
  ended?: RaceRecord;
}

/** The time by which a session is over after its client was banned or kicked. */
const graceMs = 1000;

/** Folds the file of a server that has stopped, and notes what must not be. */
class Judge {
  readonly faults: string[] = [];
  readonly #sessions = new Map<string, SessionSpan>();
  /** Open sessions by client. */
  readonly #open = new Map<string, Set<string>>();
  /** By client that is here. */
  readonly #names = new Map<string, string>();
  readonly #members = new Map<string, Set<string>>();
  readonly #archived = new Set<string>();
  readonly #banned = new Set<string>();
  readonly #lastOf = new Map<string, number>();
  /** Bans, and kicks out of the chat. */
  readonly #judgements: RaceRecord[] = [];

  follow(record: RaceRecord): void {
    this.#chain(record);
    const { room = "", client_id } = record;
    if (record.type === "connected") this.#connected(record);
    else if (record.type === "disconnected") this.#disconnected(record);
    else if (record.type === "message") this.#said(record);
    else if (record.type === "renamed") this.#name(record);
    else if (record.type === "joined") this.#membersOf(room).add(client_id);
    else if (record.type === "left") this.#membersOf(room).delete(client_id);
    else if (record.type === "room-changed" && record.archived === true) this.#archived.add(room);
    else if (record.type === "room-changed" && record.archived === false) this.#archived.delete(room);
    else if (record.type === "moderated") this.#moderated(record);
  }

  end(): void {
    for (const [session, { ended }] of this.#sessions) if (!ended) this.#fault(session, "never ended");
    for (const judgement of this.#judgements) {
      for (const [session, span] of this.#sessions) {
        if (span.client !== judgement.client_id || span.began > judgement.seq) continue;
        const tookMs = Date.parse(span.ended?.time ?? "9999-01-01") - Date.parse(judgement.time);
        if (tookMs > graceMs) this.#fault(session, `outlived its ${judgement.action} by ${tookMs} ms`);
      }
    }
  }

  #chain({ seq, prev, room }: RaceRecord): void {
    if (room === undefined) return;
    if (prev !== (this.#lastOf.get(room) ?? 0)) this.#fault(`#${seq}`, `prev ${prev} in ${room}`);
    this.#lastOf.set(room, seq);
  }

  #connected(record: RaceRecord): void {
    const { client_id, session = "", seq } = record;
    if (this.#sessions.has(session)) this.#fault(session, "given twice");
    if (this.#banned.has(client_id)) this.#fault(session, "came though banned");
    this.#sessions.set(session, { client: client_id, began: seq });
    const others = this.#open.get(client_id) ?? new Set();
    if ((record.quiet ?? false) !== others.size > 0)
      this.#fault(session, "came quiet where it should not, or not");
    this.#open.set(client_id, others.add(session));
    this.#membersOf("lobby").add(client_id);
    this.#name(record);
  }

  #disconnected({ client_id, session = "", ...record }: RaceRecord): void {
    const span = this.#sessions.get(session);
    if (!span || span.ended) return this.#fault(session, "ended twice, or never began");
    span.ended = { client_id, session, ...record };
    const others = this.#open.get(client_id);
    others?.delete(session);
    const isLast = others?.size === 0;
    if ((record.quiet ?? false) === isLast) this.#fault(session, "went quiet where it should not, or not");
    if (!isLast) return;
    this.#names.delete(client_id);
    this.#membersOf("lobby").delete(client_id);
  }

  #said({ client_id, session = "", seq, room = "" }: RaceRecord): void {
    const span = this.#sessions.get(session);
    if (!span || span.ended) this.#fault(`#${seq}`, `said by ${session}, which is over`);
    if (!this.#membersOf(room).has(client_id)) this.#fault(`#${seq}`, `said in ${room} by who is not in it`);
    if (this.#archived.has(room)) this.#fault(`#${seq}`, `said in ${room}, which is archived`);
  }

  #name({ client_id, name = "", seq }: RaceRecord): void {
    for (const [other, theirs] of this.#names)
      if (other !== client_id && theirs.toLowerCase() === name.toLowerCase())
        this.#fault(`#${seq}`, `${client_id} and ${other} are both ${name}`);
    this.#names.set(client_id, name);
  }

  #moderated(record: RaceRecord): void {
    if (record.action === "ban") this.#banned.add(record.client_id);
    if (record.action === "ban" || (record.action === "kick" && record.room === "lobby"))
      this.#judgements.push(record);
  }

  #membersOf(room: string): Set<string> {
    const members = this.#members.get(room) ?? new Set();
    this.#members.set(room, members);
    return members;
  }

  #fault(what: string, why: string): void {
    this.faults.push(`${what}: ${why}`);
  }
}

export interface FileVerdict {
  readonly records: readonly StoredRecord[];
  readonly faults: readonly string[];
}

/** The verdict on the file of a server that has stopped, by the file alone. */
export const judgeFile = (path: string): FileVerdict => {
  const { records, faults } = readLogFile(path);
  const judge = new Judge();
  for (const record of records) judge.follow(record as RaceRecord);
  judge.end();
  return { records, faults: [...faults, ...judge.faults] };
};
