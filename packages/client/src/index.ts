export type * from "./chat-client.ts";
export type * from "./options.ts";
export type * from "./storage.ts";
export { createChatClient } from "./create-chat-client.ts";
export { roomLabel, roomWord, type RoomLabel } from "./room-label.ts";
export { invitedRoom } from "./signals/personal.ts";
export { isFolded, unfolded, type Blocked } from "./timeline/folded.ts";
export { RefusedError, type RefusalCode } from "./refused-error.ts";
export { memoryStorage } from "./storage/memory-storage.ts";
