import type { ChatClient, ChatClientOptions } from "@beseda/client";
import { createCell, type Cell } from "../store/cell.ts";
import type { Keep } from "../store/keep.ts";

/** Where a person stands: before the chat, in it, or after saying goodbye. */
type VisitState =
  /** `problem` says why the chat sent them back here, `invited` and `resets` by what link they came. */
  | { readonly at: "door"; readonly problem?: string; readonly invited?: true; readonly resets?: true }
  /** `problem` says what of the invitation did not work. */
  | { readonly at: "chat"; readonly client: ChatClient; readonly problem?: string }
  | { readonly at: "gone"; readonly farewell: string; readonly code: number };

/** The coming and going of one person in one page. */
export interface Visit {
  readonly state: Pick<Cell<VisitState>, "get" | "subscribe">;
  /** The remembered name, empty for a stranger. */
  name(): string;
  /** With a password: who is invited registers with it, everybody else logs in. */
  readonly enter: (name: string, password?: string) => void;
  /** Goes on as an account: another client from now on. */
  login(credentials: { readonly name: string; readonly password: string }): Promise<void>;
  /** Ends this login, and stands at the door again. */
  logout(): Promise<void>;
  /** Ends the session with a farewell. */
  leave(farewell?: string): Promise<void>;
  /** After the session ended, by whomever: into the chat again, or to the door where the name was the trouble. */
  readonly comeBack: () => Promise<void>;
  /** @throws {RefusedError} from the client, whose message is a sentence for a person */
  rename(name: string): Promise<void>;
}

export interface VisitOptions {
  readonly keep: Keep;
  readonly connect: (name: string, how: HowToEnter) => ChatClient;
  /** Secret of the link that the page was opened with. */
  readonly invitation?: string | undefined;
  /** The same of a link for a new password. */
  readonly reset?: string | undefined;
}

/** What one enters with besides a name. */
export type HowToEnter = Pick<ChatClientOptions, "password" | "invitation" | "reset" | "token">;

const normalClosure = 1000;

/** Whoever was in the chat when the page was closed or reloaded is in it again at once. */
export const createVisit = ({ keep, connect, invitation, reset }: VisitOptions): Visit => {
  let shown = invitation;
  let resetting = reset;
  const name = () => keep.read("name") ?? "";
  const remember = (value: string) => keep.write("name", value);
  const enter = (how: HowToEnter = {}): VisitState => {
    try {
      const client = connect(name(), how);
      keep.write("present", "yes");
      return { at: "chat", client };
    } catch (error) {
      // A name that no server would take, perhaps remembered from another version.
      keep.write("present", undefined);
      return { at: "door", problem: error instanceof Error ? error.message : String(error) };
    }
  };
  const present = keep.read("present") !== undefined && name() !== "";
  const atDoor = (problem?: string): VisitState => ({
    at: "door",
    ...(problem !== undefined && { problem }),
    ...(shown !== undefined && { invited: true }),
    ...(resetting !== undefined && { resets: true }),
  });
  const state = createCell<VisitState>(
    present && shown === undefined && resetting === undefined ? enter() : atDoor(),
  );

  /** An account of one's own, and what the invitation makes of it. */
  const accept = async (entered: ChatClient, code: string, password: string): Promise<void> => {
    try {
      await entered.account.register(password);
      await entered.account.redeem(code);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (client() === entered) state.set({ at: "chat", client: entered, problem });
    }
  };

  const client = (): ChatClient | undefined => {
    const now = state.get();
    return now.at === "chat" ? now.client : undefined;
  };

  return {
    state,
    name,
    enter: (value, password) => {
      remember(value);
      if (resetting !== undefined && password !== undefined) {
        const code = resetting;
        resetting = undefined;
        state.set(enter({ password, reset: code }));
        return;
      }
      const code = shown;
      shown = undefined;
      const login = password === undefined ? {} : { password };
      const entered = enter(code === undefined ? login : { invitation: code });
      state.set(entered);
      if (entered.at === "chat" && code !== undefined && password !== undefined)
        void accept(entered.client, code, password);
    },
    login: async (credentials) => {
      const leaving = client();
      if (leaving === undefined) return;
      const { token, name: account } = await leaving.account.login(credentials);
      await leaving.quit();
      await leaving.close();
      remember(account);
      state.set(enter({ token }));
    },
    logout: async () => {
      const leaving = client();
      if (leaving === undefined) return;
      await leaving.account.logout();
      keep.write("present", undefined);
      await leaving.close();
      state.set(atDoor());
    },
    leave: async (farewell) => {
      const leaving = client();
      if (leaving === undefined) return;
      keep.write("present", undefined);
      const answer = await leaving.quit(farewell);
      const { connection } = leaving.snapshot();
      const code = connection.phase === "ended" ? connection.code : normalClosure;
      state.set({ at: "gone", farewell: answer, code });
      await leaving.close();
    },
    comeBack: async () => {
      const ended = client();
      const connection = ended?.snapshot().connection;
      const refused = connection?.phase === "ended" && connection.status === "protocol-error";
      // The old client first: both keep their outbox in the same storage.
      await ended?.close();
      state.set(refused ? atDoor(connection.reason) : enter());
    },
    rename: async (value) => {
      await client()?.rename(value);
      remember(value);
    },
  };
};
