import {
  createIdIndex,
  openLog,
  readRedactionKey,
  type EventLog,
  type LogEntry,
  type LogReader,
} from "@beseda/log";
import { closeCodes } from "@beseda/protocol";
import { Chat } from "./chat/chat.ts";
import { MembershipHistory } from "./chat/membership-history.ts";
import { CountableMessages } from "./chat/countable-messages.ts";
import { ChatProjection } from "./chat/projection.ts";
import { RedactedLog } from "./chat/redacted-log.ts";
import { startedIn } from "./chat/run.ts";
import type { Condition } from "./condition.ts";
import type { Config } from "./config.ts";
import { FanOutDelay } from "./delivery/commit-delay.ts";
import { disagreements } from "./identity/agreement.ts";
import { openIdentity, type Identity } from "./identity/identity.ts";
import { searchFileName } from "./search/search-file.ts";
import { startSearching, type Searching } from "./searching.ts";
import type { Settings } from "./settings.ts";

/**
 * All data that outlives a run: the log with the state folded from it, and the data about people beside it.
 */
export interface Storage {
  /** The log as in the file, including deleted texts. */
  readonly wholeLog: EventLog;
  /** The log as clients may read it. */
  readonly log: LogReader;
  readonly chat: Chat;
  readonly identity: Identity;
  readonly search: Searching;
}

/** Opens the storage. @throws what `openLog` and `openIdentity` throw; nothing stays open after that */
export const openStorage = async (settings: Settings, condition: Condition): Promise<Storage> => {
  const { config, clock, logger } = settings;
  const projection = new ChatProjection();
  const ids = createIdIndex();
  const memberships = new MembershipHistory();
  const messages = new CountableMessages();
  const wholeLog = await openLog({
    file: config.log,
    data: config.data,
    reserved: ["identity.sqlite", "owner-link.txt", searchFileName],
    durability: config.durability,
    onProgress: settings.onProgress ?? (() => {}),
    onNotice: (notice) => condition.notice(notice),
    onFailure: (failure) => condition.fail(failure),
    ...(settings.tailBytes !== undefined && { tailBytes: settings.tailBytes }),
    ...(settings.disk && { disk: settings.disk }),
    projections: [projection, ids, memberships, messages],
    clock: () => clock.now(),
    commitDelay: new FanOutDelay(),
    start: startedIn({ locale: config.locale, version: settings.server.version }),
  });
  const identity = await openIdentityOrClose(wholeLog, settings, condition);
  // Each store checks for its file once more: somebody who removed one may have removed both.
  condition.beforeEnd = () => Promise.allSettled([wholeLog.close(), identity.close()]);
  for (const sentence of disagreements(identity, projection.state.lastClient, config.locale))
    logger.warn(sentence);
  const chat = new Chat({
    log: wholeLog,
    projection,
    ids,
    memberships,
    messages,
    locale: config.locale,
    roomBounds: settings.roomBounds,
    redactionKey: () => readRedactionKey(config.data, settings.disk),
    now: () => clock.now(),
  });
  try {
    await closeCrashedSessions(chat, config);
    await reconcileAccounts(chat, identity);
  } catch (error) {
    await identity.close();
    await wholeLog.close();
    throw error;
  }
  const log = new RedactedLog(wholeLog, () => projection.state);
  const search = startSearching(settings, wholeLog);
  condition.beforeEnd = () => Promise.allSettled([search.stop(), wholeLog.close(), identity.close()]);
  return { wholeLog, log, chat, identity, search };
};

/**
 * Opens the identity data. Data that others may read, or that belongs to another log, is refused, and nothing
 * stays open after that (S3, IDN-4).
 */
const openIdentityOrClose = async (
  log: EventLog,
  { config, clock }: Settings,
  condition: Condition,
): Promise<Identity> => {
  try {
    return await openIdentity({
      data: config.data,
      log: log.id,
      lineage: log.lineage.map(({ log }) => log),
      now: () => clock.now(),
      isDurable: config.durability === "fsync",
      onTrouble: (error) => condition.accounts(error),
      onDisplaced: (error) => condition.fail(error, "accounts-displaced"),
    });
  } catch (error) {
    await log.close();
    throw error;
  }
};

/**
 * Reconciles the account names in the log with the accounts beside it, which decide (IDN-12): an account made
 * before the log had such records, or whose record was lost in a crash, gets its record now, and a name whose
 * account was lost becomes free.
 */
const reconcileAccounts = async (chat: Chat, { accounts }: Identity): Promise<void> => {
  const kept = (await accounts.all()).map(({ clientId, name }) => ({ client_id: clientId, name }));
  let written: readonly LogEntry[];
  do written = await chat.note({ kind: "reconcile", accounts: kept });
  while (written.length > 0);
};

/** Closes sessions that were still open when an earlier run ended without recording it (LOG-9). */
const closeCrashedSessions = async (chat: Chat, config: Config): Promise<void> => {
  const last_seen = chat.state.earlierRunEnd;
  const { code, reason } = closeCodes.lost;
  for (const [session, { client_id, since }] of chat.state.sessions) {
    await chat.end({
      kind: "disconnect",
      actor: { client_id, session },
      code,
      status: "server-crashed",
      duration_ms: Math.max(0, Date.parse(last_seen) - Date.parse(since)),
      last_seen,
      message: reason[config.locale],
    });
  }
};
