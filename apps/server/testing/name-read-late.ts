import { Chat } from "../src/chat/chat.ts";
import type { NewAccount } from "../src/identity/accounts.ts";
import { SqliteAccounts } from "../src/identity/sqlite-accounts.ts";

/**
 * Restores the behaviour of an earlier version in this process: an account is made under the name that its
 * client has when the password is hashed, and under its `client_id` if it has left by then. Dispose of the
 * result to undo this.
 */
export const nameReadLate = (): Disposable => {
  const chats = new Map<string, Chat>();
  const [chat, accounts] = [Chat.prototype, SqliteAccounts.prototype];
  // oxlint-disable typescript/unbound-method -- called with their own object
  const { nameOf } = chat;
  const { create } = accounts;
  // oxlint-enable typescript/unbound-method
  chat.nameOf = function remember(this: Chat, clientId) {
    chats.set(clientId, this);
    return nameOf.call(this, clientId);
  };
  accounts.create = function late(this: SqliteAccounts, account: NewAccount) {
    const { clientId } = account;
    const where = chats.get(clientId);
    const name = (where && nameOf.call(where, clientId)) ?? clientId;
    return create.call(this, { ...account, name });
  };
  return {
    [Symbol.dispose]: () => {
      chat.nameOf = nameOf;
      accounts.create = create;
    },
  };
};
