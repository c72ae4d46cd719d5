import { serverId, textsOf, type Locale, type RecordDraft } from "@beseda/protocol";
import type { Decision } from "./circumstances.ts";

/** The server stops in an orderly way. */
export interface Stop {
  readonly kind: "stop";
}

/**
 * Connections that said nothing and were gone at once, as when somebody checks whether a port is open
 * (SES-9).
 */
export interface CheckPort {
  readonly kind: "check-port";
  readonly via: "tcp";
  readonly checks: number;
}

/** An event of the server itself. The log writes its start, which may be the log's first record (LOG-8). */
export type RunCommand = Stop | CheckPort;

const byServer = { client_id: serverId, sender: "server" } as const;

/** The record of a run's beginning, once the log has its name. */
export const startedIn =
  ({ locale, version }: { readonly locale: Locale; readonly version: string }) =>
  (log: string): Extract<RecordDraft, { type: "server-started" }> => ({
    type: "server-started",
    ...byServer,
    message: textsOf(locale).serverStarted(),
    log,
    version,
  });

export const stop: Decision<Stop> = (_state, _command, { locale }) => [
  { type: "server-stopped", ...byServer, message: textsOf(locale).serverStopped() },
];

export const checkPort: Decision<CheckPort> = (_state, { via, checks }, { locale }) => [
  {
    type: "port-checked",
    ...byServer,
    message: textsOf(locale).portChecked(),
    via,
    ...(checks > 1 && { checks }),
  },
];
