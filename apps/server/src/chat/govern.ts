import { ChatError, textsOf, type Locale, type RecordDraft } from "@beseda/protocol";
import type { Archive, Create, GovernCommand, SetTitle } from "./command.ts";
import type { Circumstances } from "./circumstances.ts";
import { refuseMoreRooms } from "./opened-rooms.ts";
import { permit, permitIn } from "./permissions.ts";
import { refuseBadRoom } from "./room-names.ts";
import { memberRoom, nameOf } from "./standing.ts";
import type { ChatFacts } from "./state.ts";

/** Opening, naming and closing rooms. */
export const govern = (
  state: ChatFacts,
  command: GovernCommand,
  circumstances: Circumstances,
): readonly RecordDraft[] => {
  const { locale } = circumstances;
  switch (command.kind) {
    case "create":
      return create(state, command, circumstances);
    case "title":
      return setTitle(state, command, locale);
    case "archive":
      return archive(state, command, locale);
  }
};

const create = (
  state: ChatFacts,
  { actor, room, title }: Create,
  { locale, roomBounds, roomLooks }: Circumstances,
): readonly RecordDraft[] => {
  const name = nameOf(state, actor);
  permit(actor, "create");
  // Private names end in random characters: this tells of public rooms only.
  if (state.rooms.has(room)) throw new ChatError("room-exists", room);
  refuseMoreRooms(state, actor, roomBounds);
  refuseBadRoom(state, room, roomLooks);
  const { notices } = textsOf(locale);
  const common = { room, client_id: actor.client_id, name, sender: "server" } as const;
  const drafts: RecordDraft[] = [
    { type: "room-created", ...common, message: notices.roomCreated(name, title ?? room) },
    { type: "joined", ...common, message: notices.joined(name, title ?? room) },
  ];
  if (title !== undefined)
    drafts.push({ type: "room-changed", ...common, title, message: notices.titled(name, title) });
  return drafts;
};

const setTitle = (
  state: ChatFacts,
  { actor, room, title }: SetTitle,
  locale: Locale,
): readonly RecordDraft[] => {
  const name = nameOf(state, actor);
  const known = memberRoom(state, actor, room);
  permitIn(state, actor, ["title", room]);
  if (known.title === title) return [];
  const message = textsOf(locale).notices.titled(name, title);
  return [{ type: "room-changed", room, client_id: actor.client_id, name, title, sender: "server", message }];
};

const archive = (
  state: ChatFacts,
  { actor, room, archived }: Archive,
  locale: Locale,
): readonly RecordDraft[] => {
  const name = nameOf(state, actor);
  const known = memberRoom(state, actor, room);
  permitIn(state, actor, ["archive", room]);
  if (known.archived === archived) return [];
  const message = textsOf(locale).notices.archived(name, archived);
  return [
    { type: "room-changed", room, client_id: actor.client_id, name, archived, sender: "server", message },
  ];
};
