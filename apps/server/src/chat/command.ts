import type { Report } from "./between-people.ts";
import type { BanScope, Role, SessionStatus, Via } from "@beseda/protocol";

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

/** Opens a room; whoever opens it is its owner. */
export interface Create {
  readonly kind: "create";
  readonly actor: Actor;
  /** Its name; of a private room with random characters at the end. */
  readonly room: string;
  /** What it is called, where that is not its name. */
  readonly title?: string;
}

export interface SetTitle {
  readonly kind: "title";
  readonly actor: Actor;
  readonly room: string;
  readonly title: string;
}

export interface Archive {
  readonly kind: "archive";
  readonly actor: Actor;
  readonly room: string;
  readonly archived: boolean;
}

/** Asks somebody into a room. */
export interface Invite {
  readonly kind: "invite";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
}

/** Takes an invitation back. */
export interface Uninvite {
  readonly kind: "uninvite";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Pick<Target, "client_id">;
}

/** Refuses an invitation. */
export interface Decline {
  readonly kind: "decline";
  readonly actor: Actor;
  readonly room: string;
}

/** Wants nothing more from somebody, or (`everybody`) nothing private from anybody. */
export interface Block {
  readonly kind: "block";
  readonly actor: Actor;
  readonly target: Pick<Target, "client_id" | "name">;
}

export interface Unblock {
  readonly kind: "unblock";
  readonly actor: Actor;
  readonly target: Pick<Target, "client_id" | "name">;
}

/** Tells the moderators of somebody. */
export interface MakeReport {
  readonly kind: "report";
  readonly actor: Actor;
  /** What it is about. */
  readonly room: string;
  readonly target: Pick<Target, "client_id" | "name">;
  /** `seq` of the message that it is about, where it is about one. */
  readonly message?: number;
  readonly reason: string;
}

/** Closes a report. */
export interface ResolveReport {
  readonly kind: "resolve";
  readonly actor: Actor;
  readonly report: Report;
}

/** Takes somebody out of a room; out of the lobby: out of the chat. */
export interface Kick {
  readonly kind: "kick";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
  readonly reason: string;
}

export interface Ban {
  readonly kind: "ban";
  readonly actor: Actor;
  readonly target: Target;
  readonly scope: BanScope;
  /** ISO 8601; for ever without it. */
  readonly until?: string;
  readonly reason: string;
}

export interface Unban {
  readonly kind: "unban";
  readonly actor: Actor;
  readonly target: Target;
}

export interface Mute {
  readonly kind: "mute";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
  /** ISO 8601; for ever without it. */
  readonly until?: string;
  readonly reason: string;
}

export interface Unmute {
  readonly kind: "unmute";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
}

export interface Slow {
  readonly kind: "slow";
  readonly actor: Actor;
  readonly room: string;
  /** Between two messages of one person; 0 for none. */
  readonly seconds: number;
}

/** Gives somebody a role in a room; in the lobby: on the server. */
export interface Grant {
  readonly kind: "role";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
  readonly role: Role;
}

/** Takes a message back. */
export interface Delete {
  readonly kind: "delete";
  readonly actor: Actor;
  readonly room: string;
  readonly target: number;
  readonly author: { readonly client_id: string; readonly name: string };
}

/** What a room is governed with. */
export type GovernCommand = Create | SetTitle | Archive;
/** What people want from each other, and what not. */
export type PersonalCommand = Invite | Uninvite | Decline | Block | Unblock | MakeReport | ResolveReport;
/** What people are moderated with. */
export type ModerationCommand = Kick | Ban | Unban | Mute | Unmute | Slow | Grant | Delete;

/** What somebody wants to happen. */
export type Command =
  | Connect
  | Disconnect
  | Say
  | Rename
  | Join
  | Leave
  | SetTopic
  | Direct
  | GovernCommand
  | PersonalCommand
  | ModerationCommand;
