import { ChatError, isOf, lobby, type BanScope, type Role } from "@beseda/protocol";
import { bannedTarget, memberRoom } from "../chat/standing.ts";
import type { Target } from "../chat/command.ts";
import { targetOf, type Office } from "./office.ts";
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
    const { chat, effects } = this.#office;
    const target = await this.#target(room, name);
    const kicked = await chat.execute({ kind: "kick", actor: this.#session.actor, room, target, reason });
    this.#audit("kicked", target, { room });
    await effects.of(kicked);
  }

  async ban({ name, scope, lasts_ms, reason }: Sentence & { readonly scope: BanScope }): Promise<void> {
    const { chat, effects } = this.#office;
    const target = await targetOf(this.#office, name);
    const until = this.#until(lasts_ms);
    const banned = await chat.execute({
      kind: "ban",
      actor: this.#session.actor,
      target,
      scope,
      ...(until !== undefined && { until }),
      reason,
    });
    this.#audit("banned", target, { scope, until });
    await effects.of(banned);
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

  #until(lastsMs: number | undefined): string | undefined {
    return lastsMs === undefined ? undefined : new Date(this.#office.clock.now() + lastsMs).toISOString();
  }

  #audit(event: string, { client_id }: Target, more: object = {}): void {
    this.#session.logger.info({ audit: event, target: client_id, ...more }, event);
  }
}
