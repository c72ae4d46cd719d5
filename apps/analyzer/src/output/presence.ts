import type { OverviewReport } from "@beseda/protocol";

const ofServers: ReadonlySet<string> = new Set(["server-started", "server-stopped"]);

/** Whether a log says who came and went when: zeros of one that does not are not knowledge. */
export const tellsPresence = ({ sessions, disconnects, types }: OverviewReport): boolean =>
  sessions + disconnects > 0 || types.some(({ type }) => ofServers.has(type));
