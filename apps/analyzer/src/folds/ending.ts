import type { EndingKind } from "@beseda/protocol";

const clean: ReadonlySet<string> = new Set(["normal", "going-away"]);
const moderated: ReadonlySet<string> = new Set(["kicked", "banned", "rate-limited", "replaced"]);
const byServer: ReadonlySet<string> = new Set(["server-stopped", "server-crashed"]);

/** What the status of an ended session says. Whatever is not known is not what anybody wanted. */
export const endingKind = (status: string): EndingKind => {
  if (clean.has(status)) return "clean";
  if (moderated.has(status)) return "moderated";
  return byServer.has(status) ? "server" : "abnormal";
};
