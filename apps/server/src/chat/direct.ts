import { ChatError, directRoomOf, textsOf, type RecordDraft } from "@beseda/protocol";
import { refuseUnlessTaken } from "./block.ts";
import type { Decision } from "./circumstances.ts";
import type { Actor } from "./actor.ts";
import { permit } from "./permissions.ts";
import { nameOf, onlineClient } from "./lookup.ts";

/** Opens the private room of the actor and another person. */
export interface Direct {
  readonly kind: "direct";
  readonly actor: Actor;
  /** Name or `client_id` of somebody who is online. */
  readonly name: string;
}

export const direct: Decision<Direct> = (state, { actor, name }, { locale }) => {
  const ownName = nameOf(state, actor);
  permit(actor, "direct");
  const other = onlineClient(state, name);
  const otherName = other === undefined ? undefined : state.online.get(other)?.name;
  if (other === undefined || otherName === undefined || other === actor.client_id) {
    throw new ChatError("nobody", name);
  }
  refuseUnlessTaken(state, actor, { client_id: other, name: otherName });
  const room = directRoomOf(actor.client_id, other);
  const known = state.rooms.get(room);
  const common = {
    room,
    sender: "server",
    message: textsOf(locale).notices.direct(ownName, otherName),
  } as const;
  const people = [
    { client_id: actor.client_id, name: ownName },
    { client_id: other, name: otherName },
  ];
  const drafts: RecordDraft[] = known
    ? []
    : [{ type: "room-created", client_id: actor.client_id, name: ownName, ...common }];
  // A person who has left comes back by a message of their own, not by the other's (DIR-3).
  for (const person of known ? people.slice(0, 1) : people) {
    if (!known?.members.has(person.client_id)) drafts.push({ type: "joined", ...person, ...common });
  }
  return drafts;
};
