import type { SessionStatus, Via } from "@beseda/protocol";

/** Who asks: a client through one of its sessions. */
export interface Actor {
  readonly client_id: string;
  readonly session: string;
}

/** Comes into the chat. Without a `client_id` a new one is given. */
export interface Connect {
  readonly kind: "connect";
  readonly client_id?: string;
  /** The wish; another name is given where it is taken. */
  readonly name?: string;
  readonly via: Via;
  readonly client?: string;
  readonly greeting: string;
}

/** Leaves the chat, however that came about. */
export interface Disconnect {
  readonly kind: "disconnect";
  readonly actor: Actor;
  readonly code: number;
  readonly status: SessionStatus;
  readonly duration_ms: number;
  readonly last_seen?: string;
  /** What the server said at the end. */
  readonly message: string;
}

export interface Say {
  readonly kind: "say";
  readonly actor: Actor;
  readonly id: string;
  readonly room: string;
  readonly text: string;
  readonly reply_to?: number;
  readonly action?: true;
}

export interface Rename {
  readonly kind: "rename";
  readonly actor: Actor;
  readonly name: string;
}

export interface Join {
  readonly kind: "join";
  readonly actor: Actor;
  readonly room: string;
}

export interface Leave {
  readonly kind: "leave";
  readonly actor: Actor;
  readonly room: string;
}

export interface SetTopic {
  readonly kind: "topic";
  readonly actor: Actor;
  readonly room: string;
  /** Empty for none. */
  readonly topic: string;
}

/** Opens the private room of the actor and another person. */
export interface Direct {
  readonly kind: "direct";
  readonly actor: Actor;
  /** Name or `client_id` of somebody who is online. */
  readonly name: string;
}

/** What somebody wants to happen. */
export type Command = Connect | Disconnect | Say | Rename | Join | Leave | SetTopic | Direct;
