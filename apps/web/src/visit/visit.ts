import {
  memoryStorage,
  RefusedError,
  type ChatClient,
  type ChatClientOptions,
  type ClientStorage,
} from "@beseda/client";
import { lobby } from "@beseda/protocol";
import { createCell, type Cell } from "../store/cell.ts";
import { memoryKeep, type Keep } from "../store/keep.ts";
import { Who, type Somebody } from "./who.ts";

/** Where a person stands: before the chat, in it, or after saying goodbye. */
type VisitState =
  /** `problem` says why the chat sent them back here, `invited` and `resets` by what link they came. */
  | { readonly at: "door"; readonly problem?: string; readonly invited?: true; readonly resets?: true }
  /** `problem` says what of the invitation did not work, `news` what it has made of one. */
  | {
      readonly at: "chat";
      readonly client: ChatClient;
      /** Read marks and drafts of who is in the chat. */
      readonly own: Keep;
      readonly drafts: Keep;
      readonly problem?: string;
      readonly news?: string;
    }
  | { readonly at: "gone"; readonly farewell: string; readonly code: number };

/** The coming and going of one person in one page. */
export interface Visit {
  readonly state: Pick<Cell<VisitState>, "get" | "subscribe">;
  /** The remembered name, empty for a stranger. */
  name(): string;
  /** What those are called who have been here. */
  names(): readonly string[];
  /** Takes over who was here with an earlier version. */
  adopt(earlier: readonly { readonly place: string; readonly name: string }[]): void;
  /** With a password: who is invited registers with it, everybody else logs in. An invitation may be shown by hand. */
  readonly enter: (name: string, password?: string, invitation?: string) => void;
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
  /** Of this tab, over a reload. @default as long as the page */
  readonly tab?: Keep;
  /** Of the server. */
  readonly address?: string;
  /** Where an earlier version kept who was called so. */
  readonly earlierPlace?: (name: string) => string;
  /** @default in memory */
  readonly storageAt?: (place: string) => ClientStorage;
  readonly connect: (name: string, how: HowToEnter, storage: ClientStorage) => ChatClient;
  /** Secret of the link that the page was opened with. */
  readonly invitation?: string | undefined;
  /** The same of a link for a new password. */
  readonly reset?: string | undefined;
}

/** What one enters with besides a name. */
export type HowToEnter = Pick<ChatClientOptions, "password" | "invitation" | "reset" | "token">;

const normalClosure = 1000;

/** Whoever was in the chat when the page was closed or reloaded is in it again at once. */
export const createVisit = (options: VisitOptions): Visit => {
  const { keep, connect, invitation, reset } = options;
  const { tab = memoryKeep(), address = "", earlierPlace = String, storageAt = memoryStorage } = options;
  let shown = invitation;
  let resetting = reset;
  const who = new Who({ keep, tab, address, earlierPlace, storageAt });
  const name = () => who.current?.name ?? keep.read("name") ?? "";
  const enter = (value: string, somebody: Somebody, how: HowToEnter = {}): VisitState => {
    try {
      const client = connect(value, how, somebody.storage);
      somebody.follow(client);
      leadBack(client);
      // Whoever logs in is nobody yet: a reload before the greeting would come in as a guest in their place.
      if (how.password === undefined) keep.write("present", "yes");
      const { own, drafts } = somebody;
      return { at: "chat", client, own, drafts };
    } catch (error) {
      // A name that no server would take, perhaps remembered from another version.
      keep.write("present", undefined);
      return { at: "door", problem: error instanceof Error ? error.message : String(error) };
    }
  };
  const enterAgain = (how: HowToEnter = {}): VisitState => enter(name(), who.called(name()), how);
  /** Whoever logs in is known when the server has greeted. */
  const logIn = (value: string, how: HowToEnter): VisitState => {
    const somebody = who.unknown(value, ({ own, drafts }) => {
      const now = state.get();
      if (now.at !== "chat") return;
      keep.write("present", "yes");
      state.set({ ...now, own, drafts });
    });
    return enter(value, somebody, how);
  };
  /** Who is not let in stands at the door again, and is told why. */
  const leadBack = (entered: ChatClient): void => {
    const stop = entered.subscribe(() => {
      const { connection, welcome } = entered.snapshot();
      if (welcome) stop();
      else if (connection.phase === "ended" && connection.status === "protocol-error") {
        stop();
        if (client() !== entered) return;
        keep.write("present", undefined);
        state.set(atDoor(connection.reason));
        void entered.close();
      }
    });
  };
  const present = keep.read("present") !== undefined && name() !== "";
  const atDoor = (problem?: string): VisitState => ({
    at: "door",
    ...(problem !== undefined && { problem }),
    ...(shown !== undefined && { invited: true }),
    ...(resetting !== undefined && { resets: true }),
  });
  const state = createCell<VisitState>(
    present && shown === undefined && resetting === undefined ? enterAgain() : atDoor(),
  );

  /** An account of one's own, and what the invitation makes of it. */
  const accept = async (entered: ChatClient, code: string, password: string): Promise<void> => {
    const tell = (told: { readonly problem: string } | { readonly news: string }): void => {
      const now = state.get();
      if (now.at === "chat" && now.client === entered) state.set({ ...now, ...told });
    };
    try {
      await entered.account.register(password).catch((error: unknown) => {
        // Who has an account already takes the invitation with that.
        if (!(error instanceof RefusedError && error.code === "already-registered")) throw error;
      });
      const { lines } = await entered.perform({
        room: lobby,
        invocation: { command: "redeem", arguments: { invitation: code } },
      });
      tell({ news: lines.join("\n") });
    } catch (error) {
      tell({ problem: error instanceof Error ? error.message : String(error) });
    }
  };

  const client = (): ChatClient | undefined => {
    const now = state.get();
    return now.at === "chat" ? now.client : undefined;
  };

  return {
    state,
    name,
    names: () => who.names,
    adopt: (earlier) => who.adopt(earlier),
    enter: (value, password, link) => {
      if (resetting !== undefined && password !== undefined) {
        const code = resetting;
        resetting = undefined;
        state.set(logIn(value, { password, reset: code }));
        return;
      }
      const code = shown ?? link;
      shown = undefined;
      if (code === undefined && password !== undefined) {
        state.set(logIn(value, { password }));
        return;
      }
      const entered = enter(value, who.called(value), code === undefined ? {} : { invitation: code });
      state.set(entered);
      if (entered.at === "chat" && code !== undefined && password !== undefined)
        void accept(entered.client, code, password);
    },
    login: async (credentials) => {
      const leaving = client();
      if (leaving === undefined) return;
      const { token, name: account, client_id } = await leaving.account.login(credentials);
      const log = leaving.snapshot().welcome?.log ?? "";
      await leaving.quit();
      await leaving.close();
      state.set(enter(account, who.known({ log, client_id, name: account }), { token }));
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
      state.set(refused ? atDoor(connection.reason) : enterAgain());
    },
    rename: async (value) => {
      await client()?.rename(value);
      who.renamed(value);
    },
  };
};
