import type { Accounts } from "./identity/accounts.ts";
import type { Sessions } from "./session/sessions.ts";
import type { Settings } from "./settings.ts";

export interface LoginWatch {
  /** Resolves when the server has an owner. */
  readonly owned: Promise<void>;
  stop(): void;
}

interface LoginWatchParts {
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  /** Tells whether everybody is sent away already, and the accounts are closed. */
  readonly isOver: () => boolean;
}

/** The interval at which logins are checked for expiry (A5). */
const recheckMs = 1000;

/** Ends sessions whose login ends, whatever ended it: an operator's tool changes accounts too. */
export const watchLogins = ({ settings, accounts, sessions, isOver }: LoginWatchParts): LoginWatch => {
  const { clock, logger } = settings;
  const owned = Promise.withResolvers<void>();
  let isOwned = false;
  const recheck = (): void => {
    if (isOver()) return;
    isOwned ||= accounts.hasOwner;
    if (isOwned) owned.resolve();
    // A clock that is not read is trusted late.
    clock.now();
    sessions.recheck().catch((error: unknown) => logger.error({ err: error }, "logins were not checked"));
  };
  const forget = accounts.onChange(recheck);
  const rechecking = setInterval(recheck, recheckMs).unref();
  return {
    owned: owned.promise,
    stop: () => {
      clearInterval(rechecking);
      forget();
    },
  };
};
