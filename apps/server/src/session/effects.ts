import { isOf, lobby, type AnyRecord, type BanScope, type RecordOf } from "@beseda/protocol";
import type { LogEntry } from "@beseda/log";
import { addressKey, networkOf } from "../address.ts";
import type { Accounts } from "../identity/accounts.ts";
import type { AddressBans } from "../identity/address-bans.ts";
import type { Invitations } from "../identity/invitations.ts";
import type { EndedLogins } from "../identity/ended-logins.ts";
import type { Eviction } from "./eviction.ts";
import type { Session } from "./session.ts";

export interface EffectsParts {
  readonly accounts: Accounts;
  readonly bans: AddressBans;
  readonly invitations: Invitations;
  /** All open sessions. */
  readonly sessions: () => Iterable<Session>;
  /** Ends sessions, also those that are being opened at this moment (SES-11). */
  readonly evict: (eviction: Eviction) => Promise<void>;
}

type Moderated = RecordOf<"moderated">;

/**
 * Ends sessions because of what is written. It follows the record of a kick or a ban, and the end of a login,
 * not the command that led to it: wherever somebody was banned, their sessions end where they are.
 */
export class Effects {
  readonly #parts: EffectsParts;
  /** Effects that were begun in this turn of the event loop, or still go on, by `seq`. */
  readonly #going = new Map<number, Promise<void>>();

  constructor(parts: EffectsParts) {
    this.#parts = parts;
  }

  /** Begins the effects of a durable record. */
  follow(record: AnyRecord): void {
    if (!isOf(record, "moderated") || record.room !== lobby) return;
    if (record.action === "kick") this.#begin(record, (kicked) => this.#kick(kicked));
    if (record.action === "ban") this.#begin(record, (banned) => this.#ban(banned));
  }

  /**
   * Resolves when the effects of these records are done here; to be called in the turn in which they became
   * durable.
   * @throws {ChatError} `accounts-busy` where something was not kept
   */
  async of(entries: readonly LogEntry[]): Promise<void> {
    await allOf(entries.map(({ seq }) => this.#going.get(seq) ?? Promise.resolve()));
  }

  /** Ends sessions of ended logins; an answer on its way to the person who ended one goes out first. */
  endLogins({ has, why }: EndedLogins): void {
    setImmediate(() => void this.#parts.evict({ whose: has, close: why }).catch(() => undefined));
  }

  #begin(record: Moderated, effect: (record: Moderated) => Promise<void>): void {
    // Everybody gets the record before anything that follows from it is written.
    const going = Promise.resolve().then(() => effect(record));
    this.#going.set(record.seq, going);
    const forget = (): void => void setImmediate(() => this.#going.delete(record.seq));
    going.then(forget, forget);
  }

  #kick({ client_id, reason }: Moderated): Promise<void> {
    const whose = ({ clientId }: Session): boolean => clientId === client_id;
    return this.#parts.evict({ whose, close: "kicked", hint: hint(reason) });
  }

  async #ban(banned: Moderated): Promise<void> {
    const { sessions, invitations, evict } = this.#parts;
    const { client_id, scope = "account", reason } = banned;
    const isTheirs = ({ clientId }: Session): boolean => clientId === client_id;
    const here = new Set([...sessions()].filter(isTheirs).map(({ address }) => address));
    await allOf([
      evict({ whose: isTheirs, close: "banned", hint: hint(reason) }),
      invitations.withdrawAllOf(client_id),
      ...(scope === "account" ? [] : [this.#banAddresses(banned, scope, here)]),
    ]);
  }

  /** Bans the addresses where the person is, and where they were seen before. */
  async #banAddresses(banned: Moderated, scope: AddressScope, here: ReadonlySet<string>): Promise<void> {
    const elsewhere = async (): Promise<void> => {
      const earlier = await this.#parts.accounts.addressesOf(banned.client_id);
      await allOf(
        earlier.filter((address) => !here.has(address)).map((address) => this.#layOn(banned, scope, address)),
      );
    };
    await allOf([...[...here].map((address) => this.#layOn(banned, scope, address)), elsewhere()]);
  }

  #layOn({ client_id, until, reason = "" }: Moderated, scope: AddressScope, address: string): Promise<void> {
    const untilMs = until === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(until);
    const whose = (session: Session): boolean => mayGo(session, address, scope);
    return allOf([
      this.#parts.bans.add({ clientId: client_id, address, scope, untilMs, reason }),
      this.#parts.evict({ whose, close: "banned", hint: hint(reason) }),
    ]);
  }
}

type AddressScope = Exclude<BanScope, "account">;

/** Whether a ban of an address ends a session: those of guests and members there, never a moderator's. */
const mayGo = (session: Session, address: string, scope: AddressScope): boolean => {
  const role = session.actor.role ?? "guest";
  const keyOf = scope === "address" ? addressKey : networkOf;
  return (role === "guest" || role === "member") && keyOf(session.address) === keyOf(address);
};

/** The moderator's reason, to follow the reason of the close code. */
const hint = (reason = ""): string => (reason === "" ? "" : `: ${reason}`);

/**
 * Waits for all; one that fails prevents none of the others: people here are out, whether or not a disk takes
 * the ban.
 */
const allOf = async (all: readonly Promise<void>[]): Promise<void> => {
  const outcomes = await Promise.allSettled(all);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
};
