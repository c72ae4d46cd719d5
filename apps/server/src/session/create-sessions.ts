import type { Locale } from "@beseda/protocol";
import type { LogReader } from "@beseda/log";
import type { Chat } from "../chat/chat.ts";
import { registeredHolder } from "../chat/lookup.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Identity } from "../identity/identity.ts";
import { LocalClientNumbers } from "../identity/local-client-numbers.ts";
import { Passwords } from "../identity/passwords.ts";
import type { Logger } from "../runtime/logger.ts";
import { Authenticator, type Access } from "./authenticator.ts";
import { Effects } from "./effects.ts";
import { LocalLoginAttempts } from "../limits/local-login-attempts.ts";
import { SessionBudgets } from "../limits/session-budget.ts";
import { defaultRates, type Rates } from "../limits/rates.ts";
import { Reading } from "./reading.ts";
import { Registrar } from "./registrar.ts";
import { Sessions } from "./sessions.ts";

export interface CreateSessionsOptions {
  readonly chat: Chat;
  readonly log: LogReader;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Language of sessions that name none. */
  readonly locale: Locale;
  /** @default "open" */
  readonly access?: Access;
  /** Rate limits for everybody; `off` for benchmarks. @default defaultRates */
  readonly rates?: Rates | "off";
}

const plenty = { perSecond: 1e6, burst: 1e6 };
const unlimitedAttempts: Rates = { ...defaultRates, logins: plenty, loginsOfAccount: plenty };

/** Creates the sessions of a server, with the part that decides whom it lets in. */
export const createSessions = (options: CreateSessionsOptions): Sessions => {
  const { chat, log, identity, clock, logger, locale, access = "open", rates = defaultRates } = options;
  const elapsed = (): number => clock.elapsed();
  const passwords = new Passwords();
  const attempts = new LocalLoginAttempts(rates === "off" ? unlimitedAttempts : rates, elapsed);
  const authenticator = new Authenticator({
    identity,
    numbers: new LocalClientNumbers(() => Math.max(chat.state.lastClient, identity.highestClient)),
    passwords,
    attempts,
    access,
    holderOf: (name) => registeredHolder(chat.state, name),
  });
  const effects = new Effects({
    accounts: identity.accounts,
    bans: identity.bans,
    invitations: identity.invitations,
    sessions: () => sessions,
    evict: (eviction) => sessions.evict(eviction),
  });
  log.onCommit((entries) => {
    for (const { record } of entries) effects.follow(record);
  });
  identity.loginEnds.onEnd((ended) => effects.endLogins(ended));
  const sessions = new Sessions({
    chat,
    log,
    clock,
    logger,
    locale,
    accounts: identity.accounts,
    authenticator,
    registrar: new Registrar({ chat, accounts: identity.accounts, passwords, attempts }),
    effects,
    reading: new Reading({
      marks: identity.readMarks,
      messages: chat.messages,
      chat,
      log,
      now: () => clock.now(),
    }),
    budgets: new SessionBudgets(rates === "off" ? undefined : rates, elapsed),
  });
  return sessions;
};
