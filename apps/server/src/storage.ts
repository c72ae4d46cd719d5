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
import type { Settings } from "./settings.ts";

/** Everything that outlives a run: the log with what is folded from it, and what is kept of people beside it. */
export interface Storage {
  /** As it is in the file, also what was deleted. */
  readonly wholeLog: EventLog;
  /** As clients may read it. */
  readonly log: LogReader;
  readonly chat: Chat;
  readonly identity: Identity;
}

/** @throws what `openLog` and `openIdentity` throw; nothing stays open behind it */
export const openStorage = async (settings: Settings, condition: Condition): Promise<Storage> => {
  const { config, clock, logger } = settings;
  const projection = new ChatProjection();
  const ids = createIdIndex();
  const memberships = new MembershipHistory();
  const messages = new CountableMessages();
  const wholeLog = await openLog({
    file: config.log,
    data: config.data,
    reserved: ["identity.sqlite", "owner-link.txt"],
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
  // Each looks for its file once more: whoever took one away may have taken both.
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
  return { wholeLog, log: new RedactedLog(wholeLog, () => projection.state), chat, identity };
};

/** What others may look into, or is of another log, is not opened, and nothing stays open behind it (S3, IDN-4). */
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
 * Which names are those of accounts is in the log, and what is kept of people beside it decides (IDN-12): an account that
 * was made before that was so, or whose record a crash took, has its record now, and a name whose account was lost is free.
 */
const reconcileAccounts = async (chat: Chat, { accounts }: Identity): Promise<void> => {
  const kept = (await accounts.all()).map(({ clientId, name }) => ({ client_id: clientId, name }));
  let written: readonly LogEntry[];
  do written = await chat.note({ kind: "reconcile", accounts: kept });
  while (written.length > 0);
};

/** Sessions that were open when an earlier run ended without saying so are closed now (LOG-9). */
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
