import type { ChatRecord } from "@beseda/protocol";
import { blocked, unblocked } from "./block.ts";
import { declined, invited, withdrawn } from "./invitation.ts";
import type { Fact, FactOf } from "./fact.ts";
import { edited } from "./edit.ts";
import { deleted, said } from "./message.ts";
import { moderated } from "./moderation.ts";
import { connected, disconnected, renamed } from "./people.ts";
import { registered, unregistered } from "./registration.ts";
import { pinned, unpinned } from "./pin.ts";
import { reacted } from "./reaction.ts";
import { reported, resolved } from "./report.ts";
import { joined, left, roomChanged, roomCreated, topicSet } from "./room.ts";
import type { ChatFacts, ChatState } from "./state.ts";

type Facts = { readonly [Type in Fact["type"]]: FactOf<Type> };
type Type = keyof Facts;
type SomeFact<Some extends Type> = { [One in Some]: Facts[One] & { readonly type: One } }[Some];

const nothing = (): void => undefined;

/** The change that each type of fact makes. */
const effects: { readonly [One in Type]: (state: ChatFacts, fact: Facts[One]) => void } = {
  "server-started": nothing,
  "server-stopped": nothing,
  "port-checked": nothing,
  connected,
  disconnected,
  renamed,
  registered,
  unregistered,
  message: said,
  file: said,
  deleted,
  redacted: deleted,
  pinned,
  unpinned,
  edited,
  reacted,
  "room-created": roomCreated,
  "room-changed": roomChanged,
  joined,
  left,
  topic: topicSet,
  moderated,
  invited,
  declined,
  "invitation-withdrawn": withdrawn,
  blocked,
  unblocked,
  reported,
  "report-resolved": resolved,
};

/** Applies one fact: deterministic, depends on nothing but the state and the fact. */
export const apply = <Some extends Type>(state: ChatFacts, fact: SomeFact<Some>): void =>
  effects[fact.type](state, fact);

/** Folds a durable record into the state. */
export const fold = (state: ChatState, record: ChatRecord): void => {
  if (record.type === "server-started") state.earlierRunEnd = state.lastTime;
  state.lastTime = record.time;
  apply(state, record);
};
