/** Compared as they stand in the source: `row.type === "message"` is then one comparison of addresses. */
export const knownTypes = [
  "message",
  "reacted",
  "connected",
  "disconnected",
  "joined",
  "left",
  "renamed",
  "topic",
  "room-created",
  "server-started",
  "server-stopped",
  "notice",
];
