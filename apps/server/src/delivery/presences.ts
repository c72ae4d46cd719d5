import { isOf, type ChatRecord, type Signal, type UnknownRecord } from "@beseda/protocol";
import type { Signals } from "./signals.ts";

type Presence = Extract<Signal, { kind: "presence" }>["presence"];

/** A client that is online. */
interface Online {
  readonly name: string;
  /** How many sessions it has open. */
  readonly sessions: number;
}

export interface PresencesParts {
  readonly signals: Signals;
  readonly online: (clientId: string) => Online | undefined;
}

/** Who is away: whoever has no session left that anybody sits at (DEL-7). */
export class Presences {
  readonly #parts: PresencesParts;
  /** Sessions that nobody sits at, by client. */
  readonly #unattended = new Map<string, Set<string>>();

  constructor(parts: PresencesParts) {
    this.#parts = parts;
  }

  /** A session tells whether somebody sits at it. */
  say({ id, clientId }: { readonly id: string; readonly clientId: string }, presence: Presence): void {
    if (presence === "active") this.#attend(clientId, id);
    else this.#unattended.set(clientId, (this.#unattended.get(clientId) ?? new Set()).add(id));
    this.#tell(clientId);
  }

  /** Sessions that come and go change it too. */
  follow(record: ChatRecord | UnknownRecord): void {
    const { client_id } = record;
    if (isOf(record, "connected")) this.#tell(client_id);
    if (!isOf(record, "disconnected")) return;
    this.#attend(client_id, record.session);
    if (!this.#parts.online(client_id)) this.#parts.signals.forget(client_id);
    // Readers take whoever leaves for gone.
    else if (this.#isAway(client_id)) this.#publish(client_id, "away");
    else this.#tell(client_id);
  }

  #attend(clientId: string, session: string): void {
    const sessions = this.#unattended.get(clientId);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#unattended.delete(clientId);
  }

  #isAway(clientId: string): boolean {
    const unattended = this.#unattended.get(clientId)?.size ?? 0;
    return unattended > 0 && unattended >= (this.#parts.online(clientId)?.sessions ?? 0);
  }

  /** Where it is not what the others believe. */
  #tell(clientId: string): void {
    const isAway = this.#isAway(clientId);
    if (isAway !== this.#parts.signals.isAway(clientId)) this.#publish(clientId, isAway ? "away" : "active");
  }

  #publish(client_id: string, presence: Presence): void {
    const { signals, online } = this.#parts;
    signals.publish({ kind: "presence", client_id, name: online(client_id)?.name ?? client_id, presence });
  }
}
