import type { SessionStatus } from "@beseda/protocol";

/** How a session ended. */
export const statuses: Readonly<Record<SessionStatus | "unknown", string>> = {
  normal: "said goodbye",
  "going-away": "left without goodbye",
  abnormal: "connection lost",
  timeout: "no answer",
  kicked: "kicked",
  banned: "banned",
  slow: "read too slowly",
  "rate-limited": "too many messages",
  "protocol-error": "broken protocol",
  replaced: "replaced by another",
  "server-stopped": "server stopped",
  "server-crashed": "server crashed",
  unknown: "not told",
};

/** How somebody connects. */
export const vias: Readonly<Record<string, string>> = {
  trpc: "page or terminal client",
  text: "text over WebSocket",
  tcp: "lines over TCP",
};

/** The types of records. */
export const types: Readonly<Record<string, string>> = {
  file: "files",
  message: "messages",
  connected: "came",
  disconnected: "went",
  joined: "joined a room",
  left: "left a room",
  "room-created": "rooms opened",
  "room-changed": "rooms changed",
  topic: "topics",
  renamed: "new names",
  registered: "accounts made",
  unregistered: "accounts gone",
  moderated: "moderation",
  deleted: "deleted messages",
  invited: "invitations",
  declined: "invitations declined",
  pinned: "messages pinned",
  unpinned: "messages unpinned",
  edited: "messages changed",
  reacted: "reactions",
  "invitation-withdrawn": "invitations withdrawn",
  blocked: "blocks",
  unblocked: "blocks lifted",
  reported: "reports to moderators",
  "report-resolved": "reports closed",
  "port-checked": "port checks",
  "server-started": "server started",
  "server-stopped": "server stopped",
  notice: "notices of the server",
};
