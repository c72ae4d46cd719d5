import type { ChatAccount } from "./chat-client.ts";
import type { ChatApi } from "./connection/connection.ts";

/** The account, over whatever connection there is when something is asked of it. */
export const accountOver = (
  online: () => Promise<Pick<ChatApi, "account">>,
  nameAsked: () => Promise<string | undefined>,
): ChatAccount => ({
  register: async (password) => {
    const name = await nameAsked();
    return (await online()).account.register(password, name);
  },
  login: async (credentials) => (await online()).account.login(credentials),
  logout: async () => (await online()).account.logout(),
  changePassword: async (passwords) => (await online()).account.changePassword(passwords),
  redeem: async (invitation) => (await online()).account.redeem(invitation),
});
