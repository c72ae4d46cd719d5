export type * from "./chat-client.ts";
export type * from "./options.ts";
export type * from "./storage.ts";
