import type { Role } from "@beseda/protocol";

/** A client that sends a command through one of its sessions. */
export interface Actor {
  readonly client_id: string;
  readonly session: string;
  /** The role on the server. @default "guest" */
  readonly role?: Role;
}

/** A person that a command acts on, present or not. */
export interface Target {
  readonly client_id: string;
  readonly name: string;
  /** The role on the server. */
  readonly role: Role;
}
