import { roleSchema } from "@beseda/protocol";
import { z } from "zod";

/** A prohibition of something for one person: when it ends, and why. */
const prohibitionSchema = z.object({ until: z.string(), reason: z.string() });
/** `until` is ISO 8601, empty for ever. */
export type Prohibition = z.infer<typeof prohibitionSchema>;

/** A ban with the name that the person had then: they are not online to be found by it. */
const banSchema = prohibitionSchema.extend({ name: z.string() });

const roomSchema = z.object({
  topic: z.string(),
  /** The title; empty if the room is called by its name. */
  title: z.string(),
  /** Whether it can only be read. */
  archived: z.boolean(),
  /** `seq`s of the pinned messages, in the order in which they were pinned. */
  pins: z.array(z.int()),
  /** Seconds between two messages of one person, 0 for none. */
  slow: z.int(),
  /** Roles that people have in this room, by `client_id`. */
  roles: z.map(z.string(), roleSchema),
  /** Mutes in this room, by `client_id`. */
  mutes: z.map(z.string(), prohibitionSchema),
  /** Time at which each person last spoke here under slow mode, by `client_id`, ISO 8601, oldest first. */
  spoke: z.map(z.string(), z.string()),
  /** Member → `seq` of the record that made it one; it may follow nothing before that `seq`. */
  members: z.map(z.string(), z.number()),
});
/** A room as its records made it. */
export type Room = z.infer<typeof roomSchema>;

export const emptyRoom = (): Room => ({
  topic: "",
  title: "",
  archived: false,
  pins: [],
  slow: 0,
  roles: new Map(),
  mutes: new Map(),
  spoke: new Map(),
  members: new Map(),
});

/** An invitation to a room, kept under the `client_id` of the invited person. */
const invitationSchema = z.object({
  room: z.string(),
  /** Name of the invited person at that time. */
  name: z.string(),
  by: z.string(),
  by_name: z.string(),
  /** ISO 8601. */
  time: z.string(),
  /** Time at which it was declined, ISO 8601: it is no longer open, but prevents the next one for a while. */
  declined: z.string().optional(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** The name of an account, and its client. */
const registeredSchema = z.object({ client_id: z.string(), name: z.string() });
export type Registered = z.infer<typeof registeredSchema>;

/** A blocked person, with the name that they had then. */
const blockedSchema = z.object({ client_id: z.string(), name: z.string() });

/** An open report: `client_id` is the person reported. */
const reportSchema = z.object({
  /** `seq` of its record. */
  seq: z.number(),
  time: z.string(),
  client_id: z.string(),
  name: z.string(),
  by: z.string(),
  by_name: z.string(),
  /** The room that it is about. */
  in: z.string(),
  /** `seq` of the message that it is about. */
  target: z.number().optional(),
  reason: z.string().optional(),
});
export type Report = z.infer<typeof reportSchema>;

/** A session that has a `connected` record and no `disconnected` one. */
const openSessionSchema = z.object({
  client_id: z.string(),
  /** Time of the `connected` record. */
  since: z.string(),
});

/** A client with at least one open session. */
const onlineClientSchema = z.object({
  name: z.string(),
  /** How many sessions it has open. */
  sessions: z.int(),
});

/** The state of the chat as it is checkpointed. */
export const chatStateSchema = z.object({
  rooms: z.map(z.string(), roomSchema),
  sessions: z.map(z.string(), openSessionSchema),
  /** By `client_id`. */
  online: z.map(z.string(), onlineClientSchema),
  /** `client_id` of the online client that has a name, by `nameKey`. */
  names: z.map(z.string(), z.string()),
  /**
   * Accounts by `nameKey`: several if their names were taken before they were found to look alike (NAM-6).
   */
  registered: z.map(z.string(), z.array(registeredSchema)),
  /** Bans, by `client_id`. */
  bans: z.map(z.string(), banSchema),
  /** Messages that were taken back, and their edits: `seq` → `seq` of the record that says so. */
  deleted: z.map(z.number(), z.number()),
  /** `seq`s of the edits of each message that has any, oldest first. */
  edits: z.map(z.number(), z.array(z.number())),
  /**
   * Times of each person's last edits, by `client_id`, ISO 8601, oldest first; people by their newest edit.
   */
  editing: z.map(z.string(), z.array(z.string())),
  /** Reactions in effect, by message: each value is written by `set-reactions.ts`. */
  reactions: z.map(z.number(), z.string()),
  /** Invitations to rooms, by `client_id` of the invited person. */
  invitations: z.map(z.string(), z.array(invitationSchema)),
  /** People that each client has blocked, by its `client_id`. */
  blocks: z.map(z.string(), z.array(blockedSchema)),
  /** Open reports, by the key that makes two of them the same. */
  reports: z.map(z.string(), reportSchema),
  /** How many rooms somebody has opened, by `client_id`; those of two do not count. */
  opened: z.map(z.string(), z.int()),
  /** Highest `N` of `Client_N` so far. */
  lastClient: z.int(),
  /** Highest `N` of session `sN` so far. */
  lastSession: z.int(),
  /** Time of the newest record. */
  lastTime: z.string(),
  /** Time of the last record of the previous run: a session that it left open was alive until then. */
  earlierRunEnd: z.string(),
});
/** Everything that a decision looks at, folded from the log. */
export type ChatState = z.infer<typeof chatStateSchema>;

/** A map as decisions and facts use it. Its values are replaced, never changed in place. */
export interface Facts<Key, Value> {
  readonly size: number;
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  set(key: Key, value: Value): void;
  delete(key: Key): boolean;
  keys(): Iterable<Key>;
}

type MapsAsFacts<State> = {
  [Field in keyof State]: State[Field] extends Map<infer Key, infer Value> ? Facts<Key, Value> : State[Field];
};

/** A room, in the state or in a layer over it. */
export type RoomFacts = MapsAsFacts<Room>;

/** Everything that decisions look at and facts change: the state, or a layer over it. */
export type ChatFacts = MapsAsFacts<
  Omit<ChatState, "rooms" | "lastTime" | "earlierRunEnd"> & { rooms: Map<string, RoomFacts> }
>;

export const emptyState = (): ChatState => ({
  rooms: new Map(),
  sessions: new Map(),
  online: new Map(),
  names: new Map(),
  registered: new Map(),
  bans: new Map(),
  deleted: new Map(),
  edits: new Map(),
  editing: new Map(),
  reactions: new Map(),
  invitations: new Map(),
  blocks: new Map(),
  reports: new Map(),
  opened: new Map(),
  lastClient: 0,
  lastSession: 0,
  lastTime: "",
  earlierRunEnd: "",
});

/** Returns a room; created if it does not exist. */
export const roomOf = ({ rooms }: Pick<ChatFacts, "rooms">, name: string): RoomFacts => {
  if (!rooms.has(name)) rooms.set(name, emptyRoom());
  const room = rooms.get(name);
  if (!room) throw new Error(`the room ${name} is not where it was put`);
  return room;
};

/** Whether a prohibition holds at a time in milliseconds. */
export const holds = (found: Prohibition | undefined, nowMs: number): found is Prohibition =>
  found !== undefined && (found.until === "" || Date.parse(found.until) > nowMs);
