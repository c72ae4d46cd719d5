import type { Role } from "@beseda/protocol";

/** Who asks: a client through one of its sessions. */
export interface Actor {
  readonly client_id: string;
  readonly session: string;
  /** What they are on the server. @default "guest" */
  readonly role?: Role;
}

/** Whom something is done to, present or not. */
export interface Target {
  readonly client_id: string;
  readonly name: string;
  /** What they are on the server. */
  readonly role: Role;
}
