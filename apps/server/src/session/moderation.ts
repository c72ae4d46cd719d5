import { ChatError, isOf, lobby, type BanScope, type Role } from "@beseda/protocol";
import { bannedTarget, memberRoom } from "../chat/standing.ts";
import type { Target } from "../chat/command.ts";
import { customerOf, networkOf } from "../address.ts";
import { sessionsOf, targetOf, type Eviction, type Office } from "./office.ts";
import type { Principal } from "./principal.ts";

export interface Whom {
  readonly room: string;
  /** Name or `client_id`. */
  readonly name: string;
}

export interface Sentence {
  readonly name: string;
  readonly lasts_ms?: number | undefined;
  readonly reason: string;
}

/** What one session's client does to others, where it may. */
export class SessionModeration {
  readonly #session: Principal;
  readonly #office: Office;

  constructor(session: Principal, office: Office) {
    this.#session = session;
    this.#office = office;
  }

  /** Out of a room; out of the lobby: out of the chat, until they come again. */
  async kick({ room, name, reason }: Whom & { readonly reason: string }): Promise<void> {
    const { chat } = this.#office;
    const target = await this.#target(room, name);
    await chat.execute({ kind: "kick", actor: this.#session.actor, room, target, reason });
    this.#audit("kicked", target, { room });
    if (room !== lobby) return;
    await this.#office.evict({
      whose: ({ clientId }) => clientId === target.client_id,
      close: "kicked",
      hint: hint(reason),
    });
  }

  async ban({ name, scope, lasts_ms, reason }: Sentence & { readonly scope: BanScope }): Promise<void> {
    const { chat, bans, clock, invitations } = this.#office;
    const target = await targetOf(this.#office, name);
    const open = sessionsOf(this.#office, target.client_id);
    const until = this.#until(lasts_ms);
    await chat.execute({
      kind: "ban",
      actor: this.#session.actor,
      target,
      scope,
      ...(until !== undefined && { until }),
      reason,
    });
    this.#audit("banned", target, { scope, until });
    const evict = (whose: Eviction["whose"]): Promise<void> =>
      this.#office.evict({ whose, close: "banned", hint: hint(reason) });
    const own = allOf([
      evict(({ clientId }) => clientId === target.client_id),
      invitations.withdrawAllOf(target.client_id),
    ]);
    if (scope === "account") return own;
    const untilMs = lasts_ms === undefined ? Number.MAX_SAFE_INTEGER : clock.now() + lasts_ms;
    const layOn = (address: string): Promise<void> => {
      const laid = bans.add({ clientId: target.client_id, address, scope, untilMs, reason });
      return allOf([laid, evict((session) => this.#mayGo(session, address, scope))]);
    };
    const here = new Set(open.map(({ address }) => address));
    const elsewhere = async (): Promise<void> => {
      const earlier = await this.#office.accounts.places(target.client_id);
      await allOf(earlier.filter((address) => !here.has(address)).map(layOn));
    };
    await allOf([own, ...[...here].map(layOn), elsewhere()]);
  }

  async unban(name: string): Promise<void> {
    const target = bannedTarget(this.#office.chat.state, name) ?? (await targetOf(this.#office, name));
    await this.#office.chat.execute({ kind: "unban", actor: this.#session.actor, target });
    await this.#office.bans.lift(target.client_id);
    this.#audit("unbanned", target);
  }

  async mute({ room, name, lasts_ms, reason }: Whom & Sentence): Promise<void> {
    const target = await this.#target(room, name);
    const until = this.#until(lasts_ms);
    const common = { kind: "mute", actor: this.#session.actor, room, target, reason } as const;
    await this.#office.chat.execute({ ...common, ...(until !== undefined && { until }) });
    this.#audit("muted", target, { room, until });
  }

  async unmute({ room, name }: Whom): Promise<void> {
    const target = await this.#target(room, name);
    await this.#office.chat.execute({ kind: "unmute", actor: this.#session.actor, room, target });
    this.#audit("unmuted", target, { room });
  }

  async slow(room: string, seconds: number): Promise<void> {
    await this.#office.chat.execute({ kind: "slow", actor: this.#session.actor, room, seconds });
  }

  /** A role in a room; in the lobby, on the server. */
  async grant({ room, name, role }: Whom & { readonly role: Role }): Promise<void> {
    const target = await this.#target(room, name);
    await this.#office.chat.execute({ kind: "role", actor: this.#session.actor, room, target, role });
    if (room === lobby) await this.#office.accounts.setRole(target.client_id, role);
    this.#audit("role given", target, { room, role });
  }

  /** Takes a message back. */
  async remove(room: string, seq: number): Promise<void> {
    const { chat, log } = this.#office;
    const { actor } = this.#session;
    memberRoom(chat.state, actor, room);
    const [entry] = await log.read({ after: seq - 1, upto: seq, limit: 1 });
    const record = entry?.record;
    const isHere = record && isOf(record, "message") && record.room === room;
    if (!isHere || seq < this.#session.readableFrom(room)) throw new ChatError("unknown-message", seq);
    const author = { client_id: record.client_id, name: record.name };
    await chat.execute({ kind: "delete", actor, room, target: seq, author });
  }

  /** Whoever is in a room finds somebody there; who is not learns nothing of it. */
  #target(room: string, name: string): Promise<Target> {
    memberRoom(this.#office.chat.state, this.#session.actor, room);
    return targetOf(this.#office, name);
  }

  /** A ban of an address ends the sessions of guests and members there, never the moderator's own. */
  #mayGo(session: Principal, address: string, scope: BanScope): boolean {
    const role = session.actor.role ?? "guest";
    const place = scope === "address" ? customerOf : networkOf;
    return (role === "guest" || role === "member") && place(session.address) === place(address);
  }

  #until(lastsMs: number | undefined): string | undefined {
    return lastsMs === undefined ? undefined : new Date(this.#office.clock.now() + lastsMs).toISOString();
  }

  #audit(event: string, { client_id }: Target, more: object = {}): void {
    this.#session.logger.info({ audit: event, target: client_id, ...more }, event);
  }
}

/** Behind the reason that the code has: what the moderator said. */
const hint = (reason: string): string => (reason === "" ? "" : `: ${reason}`);

/** One that fails keeps none of the others from happening: who is here is out, whether or not a disk takes the ban. */
const allOf = async (all: readonly Promise<void>[]): Promise<void> => {
  const outcomes = await Promise.allSettled(all);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
};
