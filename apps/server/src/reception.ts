import type { Locale } from "@beseda/protocol";
import type { LogReader } from "@beseda/log";
import type { Chat } from "./chat/chat.ts";
import type { Clock } from "./clock.ts";
import type { Identity } from "./identity/identity.ts";
import { ClientNumbers } from "./identity/client-numbers.ts";
import { Passwords } from "./identity/passwords.ts";
import type { Logger } from "./logger.ts";
import { Effects } from "./session/effects.ts";
import { Entrance, type Access } from "./session/entrance.ts";
import { LoginTries } from "./session/login-tries.ts";
import type { Office } from "./session/office.ts";
import { Paces } from "./session/pacing.ts";
import { defaultRates, type Rates } from "./session/rates.ts";
import { Sessions } from "./session/sessions.ts";

export interface ReceptionParts {
  readonly chat: Chat;
  readonly log: LogReader;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly locale: Locale;
  /** @default "open" */
  readonly access?: Access;
  /** How fast everybody may go; `off` for benchmarks. @default defaultRates */
  readonly rates?: Rates | "off";
  /** Address of the web client, for links. */
  readonly webAddress?: () => string;
  /** Whether the operator has named it. @default false */
  readonly isAddressNamed?: boolean;
}

const plenty = { perSecond: 1e6, burst: 1e6 };
const unlimitedTries: Rates = { ...defaultRates, logins: plenty, loginsOfAccount: plenty };

/** Puts together who lets people in: sessions, and what they register, log in and moderate with. */
export const openReception = (parts: ReceptionParts): Sessions => {
  const { chat, log, identity, clock, logger, locale, rates = defaultRates } = parts;
  const elapsed = (): number => clock.elapsed();
  const { accounts, bans, invitations } = identity;
  const effects = new Effects({
    accounts,
    bans,
    invitations,
    sessions: () => sessions,
    evict: (eviction) => sessions.evict(eviction),
  });
  log.onCommit((entries) => {
    for (const { record } of entries) effects.follow(record);
  });
  identity.loginEnds.onEnd((ended) => effects.endLogins(ended));
  const office: Office = {
    chat,
    log,
    clock,
    ...identity,
    numbers: new ClientNumbers(() => Math.max(chat.state.lastClient, identity.highestClient)),
    passwords: new Passwords(),
    tries: new LoginTries(rates === "off" ? unlimitedTries : rates, elapsed),
    webAddress: parts.webAddress ?? (() => ""),
    isAddressNamed: parts.isAddressNamed ?? false,
    sessions: () => sessions,
    effects,
  };
  const sessions = new Sessions({
    chat,
    log,
    clock,
    logger,
    locale,
    office,
    entrance: new Entrance(office, parts.access ?? "open"),
    paces: new Paces(rates === "off" ? undefined : rates, elapsed),
  });
  return sessions;
};
