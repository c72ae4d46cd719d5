import { Chat } from "../src/chat/chat.ts";
import type { NewAccount } from "../src/identity/accounts.ts";
import { SqliteAccounts } from "../src/identity/sqlite-accounts.ts";

/**
 * Puts back into this process what an earlier version did: an account is made under the name that its client has when
 * the password is hashed, and under its `client_id` where it has gone by then. Dispose of it to take it out again.
 */
export const nameReadLate = (): Disposable => {
  const chats = new Map<string, Chat>();
  const [chat, accounts] = [Chat.prototype, SqliteAccounts.prototype];
  // oxlint-disable typescript/unbound-method -- called with the object that they are of
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
