import {
  isDirectRoom,
  lobby,
  nameKey,
  type ChatRecord,
  type RecordDraft,
  type RecordType,
} from "@beseda/protocol";
import { blocked, unblocked } from "./block.ts";
import { declined, invited, revoked, settled } from "./consent.ts";
import { reported, resolved } from "./report.ts";
import { emptyRoom, type ChatFacts, type ChatState, type RoomFacts } from "./state.ts";

/** A record, or a draft of one whose `seq` and `time` the log has yet to give. */
type Fact = ChatRecord | RecordDraft;
type FactOf<Type extends RecordType> = Extract<Fact, { type: Type }>;

const positionOf = (fact: Fact): number => ("seq" in fact ? fact.seq : Number.MAX_SAFE_INTEGER);
const timeOf = (fact: Fact): string => ("time" in fact ? fact.time : "");

const roomOf = (state: ChatFacts, name: string): RoomFacts => {
  if (!state.rooms.has(name)) state.rooms.set(name, emptyRoom());
  const room = state.rooms.get(name);
  if (!room) throw new Error(`the room ${name} is not where it was put`);
  return room;
};

const numberIn = (id: string): number => Number(/\d+$/u.exec(id)?.[0] ?? 0);

/** Folds a durable record into the state. */
export const fold = (state: ChatState, record: ChatRecord): void => {
  if (record.type === "server-started") state.earlierRunEnd = state.lastTime;
  state.lastTime = record.time;
  apply(state, record);
};

/** What one fact changes: deterministic, nothing but the state and the fact is looked at. */
export const apply = (state: ChatFacts, fact: Fact): void => {
  switch (fact.type) {
    case "connected":
      connected(state, fact);
      return;
    case "disconnected":
      disconnected(state, fact);
      return;
    case "renamed":
      renamed(state, fact);
      return;
    case "room-created":
      // Of a room of two nobody is the owner.
      if (isDirectRoom(fact.room)) return;
      roomOf(state, fact.room).roles.set(fact.client_id, "owner");
      state.opened.set(fact.client_id, (state.opened.get(fact.client_id) ?? 0) + 1);
      return;
    case "room-changed":
      roomChanged(roomOf(state, fact.room), fact);
      return;
    case "moderated":
      moderated(state, fact);
      return;
    case "deleted":
      state.deleted.set(fact.target, positionOf(fact));
      return;
    case "joined":
      roomOf(state, fact.room).members.set(fact.client_id, positionOf(fact));
      settled(state, fact.client_id, fact.room);
      return;
    case "left":
      state.rooms.get(fact.room)?.members.delete(fact.client_id);
      if (fact.by !== undefined) revoked(state, fact.client_id, fact.room);
      return;
    case "invited":
      invited(state, fact, timeOf(fact));
      return;
    case "declined":
      declined(state, fact, timeOf(fact));
      return;
    case "invitation-withdrawn":
      settled(state, fact.client_id, fact.room);
      return;
    case "blocked":
      blocked(state, fact);
      return;
    case "unblocked":
      unblocked(state, fact);
      return;
    case "reported":
      reported(state, fact, { seq: positionOf(fact), time: timeOf(fact) });
      return;
    case "report-resolved":
      resolved(state, fact);
      return;
    case "topic":
      roomOf(state, fact.room).topic = fact.topic;
      return;
    case "message":
    case "server-started":
    case "server-stopped":
    case "port-checked":
      return;
  }
};

const roomChanged = (room: RoomFacts, { title, archived }: FactOf<"room-changed">): void => {
  if (title !== undefined) room.title = title;
  if (archived !== undefined) room.archived = archived;
};

const moderated = (state: ChatFacts, fact: FactOf<"moderated">): void => {
  const room = roomOf(state, fact.room);
  const { client_id, name, until = "", reason = "" } = fact;
  switch (fact.action) {
    case "ban":
      state.bans.set(client_id, { name, until, reason });
      revoked(state, client_id);
      return;
    case "unban":
      state.bans.delete(client_id);
      return;
    case "mute":
      room.mutes.set(client_id, { until, reason });
      return;
    case "unmute":
      room.mutes.delete(client_id);
      return;
    case "slow":
      room.slow = fact.seconds ?? 0;
      return;
    case "role":
      // What somebody is on the server is kept with their account.
      if (fact.room !== lobby && fact.role) room.roles.set(client_id, fact.role);
      return;
    // What a kick changes is said by the `left` or `disconnected` record behind it.
    case "kick":
      return;
  }
};

const connected = (state: ChatFacts, fact: FactOf<"connected">): void => {
  const { client_id, name, session } = fact;
  state.lastClient = Math.max(state.lastClient, numberIn(client_id));
  state.lastSession = Math.max(state.lastSession, numberIn(session));
  state.sessions.set(session, { client_id, since: timeOf(fact) });
  const client = state.online.get(client_id);
  state.online.set(client_id, { name: client?.name ?? name, sessions: (client?.sessions ?? 0) + 1 });
  state.names.set(nameKey(name), client_id);
  // What was said in the lobby before somebody came is for them to read, so they are members from the start.
  roomOf(state, lobby).members.set(client_id, 0);
};

const disconnected = (state: ChatFacts, { client_id, session }: FactOf<"disconnected">): void => {
  const client = state.online.get(client_id);
  if (!state.sessions.delete(session) || !client) return;
  if (client.sessions > 1) {
    state.online.set(client_id, { ...client, sessions: client.sessions - 1 });
    return;
  }
  state.online.delete(client_id);
  state.names.delete(nameKey(client.name));
  state.rooms.get(lobby)?.members.delete(client_id);
};

const renamed = (state: ChatFacts, { client_id, name }: FactOf<"renamed">): void => {
  const client = state.online.get(client_id);
  if (!client) return;
  state.names.delete(nameKey(client.name));
  state.names.set(nameKey(name), client_id);
  state.online.set(client_id, { ...client, name });
};
