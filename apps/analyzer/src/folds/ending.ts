import type { EndingKind } from "@beseda/protocol";

const kinds: ReadonlyMap<string, EndingKind> = new Map([
  ...["normal", "going-away"].map((status) => [status, "clean"] as const),
  ...["kicked", "banned", "rate-limited", "replaced"].map((status) => [status, "moderated"] as const),
  ...["server-stopped", "server-crashed"].map((status) => [status, "server"] as const),
]);

/** The kind of a session's end, by its status. An unknown status is not one that anybody wanted. */
export const endingKind = (status: string): EndingKind => kinds.get(status) ?? "abnormal";
