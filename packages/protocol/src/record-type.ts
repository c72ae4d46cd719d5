import type { RecordType } from "./record.ts";

/** Told apart from the schemas: who only asks for a type needs none of them. One that is missing does not compile. */
const known: Readonly<Record<RecordType, true>> = {
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
  invited: true,
  declined: true,
  "invitation-withdrawn": true,
  blocked: true,
  unblocked: true,
  reported: true,
  "report-resolved": true,
  topic: true,
  renamed: true,
  message: true,
};

/** Whether this version knows the shape of records of that type. */
export const isKnownType = (type: string): type is RecordType => Object.hasOwn(known, type);
