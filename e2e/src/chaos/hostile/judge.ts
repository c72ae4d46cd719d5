import type { StoredRecord } from "../disk/log-file.ts";
import { looksOf } from "./imitations.ts";

/** The fields that a record of the file may have. */
interface HostileRecord extends StoredRecord {
  readonly time: string;
  readonly room?: string;
  readonly by?: string;
  readonly status?: string;
  readonly action?: string;
  readonly private?: boolean;
}

/** The facts known besides the file. */
export interface Known {
  /** `client_id` of the honest, by name. */
  readonly honest: ReadonlyMap<string, string>;
  /** Addresses that the hostile come from. */
  readonly addresses: number;
  /** The code with which each session was closed by its peer. */
  readonly goodbyes: readonly { readonly session: string; readonly code: number }[];
}

/** The limits a server promises unless configured, as in `docs/security.md`: at once, and each second. */
const limits = {
  messages: { burst: 250, perSecond: 20 },
  changes: { burst: 40, perSecond: 2 },
  changesOfAddress: { burst: 100, perSecond: 10 },
  roomsOfGuest: 10,
  roomsOfAddress: { burst: 50, perSecond: 0.5 },
  arrivalsOfAddress: { burst: 500, perSecond: 20 },
  /** Changes of a client to which the others of its address have left nothing. */
  ownShare: { burst: 1, perSecond: 0.1 },
} as const;

interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

/** Types of records that are changes, and cost the others a record. */
const changes: ReadonlySet<string> = new Set([
  "renamed",
  "joined",
  "left",
  "room-created",
  "room-changed",
  "topic",
  "pinned",
  "unpinned",
  "edited",
  "reacted",
  "invited",
  "declined",
  "invitation-withdrawn",
  "blocked",
  "unblocked",
  "reported",
  "deleted",
]);

/** The statuses with which a session may end whose peer closed with a code. */
const statusesOf = (code: number): readonly string[] => {
  // The server may have been first: a flood, or its own end.
  const servers = ["rate-limited", "slow", "timeout", "server-stopped"];
  if (code === 1000 || code === 1005) return ["normal", ...servers];
  if (code === 1001 || code === 3001) return ["going-away", ...servers];
  if ([1002, 1007, 1009].includes(code)) return ["protocol-error", ...servers];
  return ["abnormal", ...servers];
};

/** Folds the file of a server that hostile people were at, and notes what must not be. */
class Judge {
  readonly faults: string[] = [];
  readonly #known: Known;
  readonly #seconds: number;
  readonly #honest: ReadonlySet<string>;
  readonly #clients = new Set<string>();
  readonly #opened = new Map<string, number>();
  readonly #changed = new Map<string, Set<string>>();
  readonly #messages = new Map<string, number>();
  readonly #judged = new Set<string>();
  /** By room. */
  readonly #openedBy = new Map<string, string>();
  readonly #closes: ReadonlyMap<string, number>;
  #arrivals = 0;
  #isStopping = false;

  constructor(known: Known, seconds: number) {
    this.#known = known;
    this.#seconds = seconds;
    this.#honest = new Set(known.honest.values());
    this.#closes = new Map(known.goodbyes.map(({ session, code }) => [session, code]));
  }

  follow(record: HostileRecord): void {
    const { type, client_id, room = "" } = record;
    const actor = record.by ?? client_id;
    if (record.name !== undefined) this.#named(record);
    if (type === "connected") this.#came(client_id);
    if (type === "disconnected") this.#gone(record);
    if (type === "moderated") this.#moderated(record);
    if (type === "room-created") this.#openedBy.set(room, client_id);
    if (this.#honest.has(actor) || room.startsWith("@")) return;
    if (type === "message") this.#messages.set(actor, (this.#messages.get(actor) ?? 0) + 1);
    if (type === "room-created") this.#opened.set(actor, (this.#opened.get(actor) ?? 0) + 1);
    // Records of one command are of one moment.
    if (changes.has(type))
      this.#changed.set(actor, (this.#changed.get(actor) ?? new Set()).add(momentOf(record)));
  }

  end(): void {
    const { addresses } = this.#known;
    const shares = this.#clients.size * this.#most(limits.ownShare);
    for (const [client, count] of this.#messages)
      this.#atMost(`messages of ${client}`, count, this.#most(limits.messages));
    for (const [client, moments] of this.#changed)
      this.#atMost(
        `changes by ${client}`,
        moments.size,
        this.#most(limits.changes) + this.#most(limits.ownShare),
      );
    for (const [client, count] of this.#opened)
      this.#atMost(`rooms of ${client}`, count, limits.roomsOfGuest);
    const changed = sumOf([...this.#changed.values()].map(({ size }) => size));
    this.#atMost("changes", changed, addresses * this.#most(limits.changesOfAddress) + shares);
    this.#atMost("rooms", sumOf([...this.#opened.values()]), addresses * this.#most(limits.roomsOfAddress));
    this.#atMost("arrivals", this.#arrivals, addresses * this.#most(limits.arrivalsOfAddress));
  }

  #most({ burst, perSecond }: Limit): number {
    return burst + perSecond * this.#seconds;
  }

  #atMost(what: string, count: number, most: number): void {
    if (count > most) this.#fault(what, `${count} of at most ${Math.floor(most)}`);
  }

  #came(clientId: string): void {
    if (this.#isStopping) this.#fault(clientId, "came when a server had said that it stops");
    if (this.#honest.has(clientId)) return;
    this.#clients.add(clientId);
    this.#arrivals += 1;
  }

  #gone({ session = "", client_id, status = "" }: HostileRecord): void {
    if (status === "server-stopped") this.#isStopping = true;
    const code = this.#closes.get(session);
    if (code !== undefined && !statusesOf(code).includes(status))
      this.#fault(session, `closed by its peer with ${code}, and is said to be ${status}`);
    if (["kicked", "banned"].includes(status) && !this.#judged.has(client_id))
      this.#fault(session, `${status} by nobody`);
    if (["replaced", "server-crashed"].includes(status)) this.#fault(session, status);
    const isLost = this.#honest.has(client_id) && !this.#isStopping && status !== "normal";
    if (isLost) this.#fault(session, `of an honest client, ended: ${status}`);
  }

  #moderated({ seq, client_id, by = "", room = "" }: HostileRecord): void {
    this.#judged.add(client_id);
    // The opener of a room may do in it what they like.
    if (this.#honest.has(client_id) && !this.#honest.has(by) && this.#openedBy.get(room) !== by)
      this.#fault(`#${seq}`, `${by} judged ${client_id}`);
  }

  #named({ seq, client_id, name = "" }: HostileRecord): void {
    for (const [honest, theirs] of this.#known.honest) {
      if (client_id !== theirs && looksOf(name) === looksOf(honest))
        this.#fault(`#${seq}`, `${client_id} is called ${JSON.stringify(name)}, which looks like ${honest}`);
    }
  }

  #fault(what: string, why: string): void {
    this.faults.push(`${what}: ${why}`);
  }
}

const momentOf = ({ type, time }: HostileRecord): string => `${type} ${time}`;
const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** The faults that the records of a file show, about those who were at its server. */
export const judgeRecords = (records: readonly StoredRecord[], known: Known): readonly string[] => {
  // Every record of the file has a time; code that reads it for other reasons needs none.
  const timed = records as readonly HostileRecord[];
  const [first, last] = [timed[0], timed.at(-1)].map((record) => Date.parse(record?.time ?? ""));
  const judge = new Judge(known, Math.ceil(((last ?? 0) - (first ?? 0)) / 1000) + 1);
  for (const record of timed) judge.follow(record);
  judge.end();
  return judge.faults;
};
