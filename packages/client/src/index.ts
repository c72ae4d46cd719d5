export type * from "./chat-account.ts";
export type * from "./chat-client.ts";
export type * from "./chat-history.ts";
export type * from "./connection/connection-state.ts";
export type * from "./options.ts";
export type * from "./storage.ts";
export type { Reason, Saying } from "./reason.ts";
export { CurrentRoom, type CurrentRoomParts } from "./current-room.ts";
export { givenBack, type GivenBack } from "./given-back.ts";
export { isAhead } from "./outbox/ahead.ts";
export {
  Identities,
  onFirstGreeting,
  type EarlierIdentity,
  type IdentitiesParts,
  type IdentityFacts,
  type LocalIdentity,
  type Shelf,
} from "./identities/identities.ts";
export { chosenLater, type ChosenLater } from "./storage/chosen-later.ts";
export { newIdentityId } from "./environment.ts";
export { addressOf } from "./storage/address.ts";
export { createChatClient } from "./create-chat-client.ts";
export { roomLabel, roomWord, type RoomLabel } from "./room-label.ts";
export { invitedRoom } from "./signals/personal.ts";
export { isFolded, isLaidOver, unfolded, type Blocked } from "./timeline/folded.ts";
export { RefusedError, type RefusalCode } from "./refused-error.ts";
export { memoryStorage } from "./storage/memory-storage.ts";
