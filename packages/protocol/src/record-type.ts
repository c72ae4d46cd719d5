/** Types, kept apart for code that needs no schemas. `record.ts` does not compile if one is missing. */
export const knownTypes = {
  "server-started": true,
  "server-stopped": true,
  "port-checked": true,
  connected: true,
  disconnected: true,
  "room-created": true,
  joined: true,
  left: true,
  "room-changed": true,
  moderated: true,
  deleted: true,
  redacted: true,
  invited: true,
  declined: true,
  "invitation-withdrawn": true,
  blocked: true,
  unblocked: true,
  reported: true,
  "report-resolved": true,
  topic: true,
  pinned: true,
  unpinned: true,
  edited: true,
  reacted: true,
  renamed: true,
  registered: true,
  unregistered: true,
  message: true,
  file: true,
} as const;

/** The types of what people say or send to a room. */
export const posts = { message: true, file: true } as const;

export type PostType = keyof typeof posts;

export const isPostType = (type: string): type is PostType => Object.hasOwn(posts, type);

export type KnownType = keyof typeof knownTypes;

/** Whether this version knows the shape of records of that type. */
export const isKnownType = (type: string): type is KnownType => Object.hasOwn(knownTypes, type);
