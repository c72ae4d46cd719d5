import { memoryStorage, type ChatClient, type ChatClientOptions, type ClientStorage } from "@beseda/client";
import { createObservable, type Observable } from "../store/observable.ts";
import { memoryKeyValueStore, type KeyValueStore } from "../store/key-value-store.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import type { AppStateValue } from "./app-state-value.ts";
import { Who, type Somebody } from "./who.ts";

interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Manages how one person enters and leaves the chat in one page. */
export interface AppState {
  readonly current: Pick<Observable<AppStateValue>, "get" | "subscribe">;
  /** The remembered name, empty for a stranger. */
  name(): string;
  /** The names of the people who have been here. */
  names(): readonly string[];
  /** Takes over the people who were here with an earlier version. */
  adopt(earlier: readonly { readonly place: string; readonly name: string }[]): void;
  /** Enters; a password registers an invited person, and logs others in. An invitation may be typed in. */
  readonly enter: (name: string, password?: string, invitation?: string) => void;
  /** Continues as an account: as another client from now on. */
  login(credentials: Credentials): Promise<void>;
  /** Ends this login, and leads back to the login screen. */
  logout(): Promise<void>;
  /** Ends the session with a farewell. */
  leave(farewell?: string): Promise<void>;
  /** Re-enters the chat after either side ended it; leads to the login if the name was the problem. */
  readonly comeBack: () => Promise<void>;
  /** @throws {RefusedError} from the client, whose message is a sentence for a person */
  rename(name: string): Promise<void>;
}

export interface AppStateOptions {
  readonly store: KeyValueStore;
  /** Storage of this tab, kept over a reload. @default as long as the page */
  readonly tab?: KeyValueStore;
  /** The server's address. */
  readonly address?: string;
  /** Returns the place where an earlier version kept the person of that name. */
  readonly earlierPlace?: (name: string) => string;
  /** @default in memory */
  readonly storageAt?: (place: string) => ClientStorage;
  readonly connect: (name: string, how: HowToEnter, storage: ClientStorage) => ChatClient;
  /** The secret of the link that the page was opened with. */
  readonly invitation?: string | undefined;
  /** The same for a link for a new password. */
  readonly reset?: string | undefined;
}

/** The data for entering besides a name. */
export type HowToEnter = Pick<ChatClientOptions, "password" | "invitation" | "reset" | "token">;

const normalClosure = 1000;

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Creates the state; a person in the chat when the page was closed or reloaded is in it again at once. */
export const createAppState = (options: AppStateOptions): AppState => new PageAppState(options);

class PageAppState implements AppState {
  readonly current: Observable<AppStateValue>;
  readonly #store: KeyValueStore;
  readonly #connect: AppStateOptions["connect"];
  readonly #who: Who;
  /** Secrets of the links that are not used yet. */
  #invitation: string | undefined;
  #reset: string | undefined;

  constructor({ store, connect, invitation, reset, ...options }: AppStateOptions) {
    const {
      tab = memoryKeyValueStore(),
      address = "",
      earlierPlace = String,
      storageAt = memoryStorage,
    } = options;
    this.#store = store;
    this.#connect = connect;
    this.#invitation = invitation;
    this.#reset = reset;
    this.#who = new Who({ store, tab, address, earlierPlace, storageAt });
    const wasHere = store.read("present") !== undefined && this.name() !== "";
    const isLed = invitation !== undefined || reset !== undefined;
    this.current = createObservable<AppStateValue>(wasHere && !isLed ? this.#enterAgain() : this.#atLogin());
  }

  name(): string {
    return this.#who.current?.name ?? this.#store.read("name") ?? "";
  }

  names(): readonly string[] {
    return this.#who.names;
  }

  adopt(earlier: readonly { readonly place: string; readonly name: string }[]): void {
    this.#who.adopt(earlier);
  }

  readonly enter = (name: string, password?: string, link?: string): void => {
    if (password !== undefined && this.#reset !== undefined) {
      const reset = this.#reset;
      this.#reset = undefined;
      this.current.set(this.#logIn(name, { password, reset }));
      return;
    }
    const invitation = this.#invitation ?? link;
    this.#invitation = undefined;
    if (invitation === undefined && password !== undefined) {
      this.current.set(this.#logIn(name, { password }));
      return;
    }
    const how = invitation === undefined ? {} : { invitation };
    const entered = this.#enter(name, this.#who.called(name), how);
    this.current.set(entered);
    if (entered.at === "chat" && invitation !== undefined && password !== undefined)
      void this.#accept(entered.client, invitation, password);
  };

  async login(credentials: Credentials): Promise<void> {
    const leaving = this.#client;
    if (leaving === undefined) return;
    const { token, name, client_id } = await leaving.account.login(credentials);
    const log = leaving.snapshot().welcome?.log ?? "";
    await leaving.quit();
    await leaving.close();
    this.current.set(this.#enter(name, this.#who.known({ log, client_id, name }), { token }));
  }

  async logout(): Promise<void> {
    const leaving = this.#client;
    if (leaving === undefined) return;
    await leaving.account.logout();
    this.#forgetPresence();
    await leaving.close();
    this.current.set(this.#atLogin());
  }

  async leave(farewell?: string): Promise<void> {
    const leaving = this.#client;
    if (leaving === undefined) return;
    this.#forgetPresence();
    const answer = await leaving.quit(farewell);
    const { connection } = leaving.snapshot();
    const code = connection.phase === "ended" ? connection.code : normalClosure;
    this.current.set({ at: "gone", farewell: answer, code });
    await leaving.close();
  }

  readonly comeBack = async (): Promise<void> => {
    const ended = this.#client;
    const connection = ended?.snapshot().connection;
    const refused = connection?.phase === "ended" && connection.status === "protocol-error";
    // The old client is closed first: both keep their outbox in the same storage.
    await ended?.close();
    this.current.set(refused ? this.#atLogin(connection.reason) : this.#enterAgain());
  };

  async rename(name: string): Promise<void> {
    await this.#client?.rename(name);
    this.#who.renamed(name);
  }

  get #client(): ChatClient | undefined {
    const now = this.current.get();
    return now.at === "chat" ? now.client : undefined;
  }

  #atLogin(problem?: string): AppStateValue {
    return {
      at: "login",
      ...(problem !== undefined && { problem }),
      ...(this.#invitation !== undefined && { invited: true }),
      ...(this.#reset !== undefined && { resets: true }),
    };
  }

  #enter(name: string, somebody: Somebody, how: HowToEnter = {}): AppStateValue {
    try {
      const client = this.#connect(name, how, somebody.storage);
      somebody.follow(client);
      this.#leadBack(client);
      // The person is not known yet: a reload before the greeting would come in as a guest instead.
      if (how.password === undefined) this.#store.write("present", "yes");
      const { drafts } = somebody;
      return { at: "chat", client, drafts };
    } catch (error) {
      // No server would accept the name, perhaps remembered from another version.
      this.#forgetPresence();
      return { at: "login", problem: sentenceOf(error) };
    }
  }

  #enterAgain(): AppStateValue {
    const name = this.name();
    return this.#enter(name, this.#who.called(name));
  }

  /** Logs in; the person is known when the server has greeted. */
  #logIn(name: string, how: HowToEnter): AppStateValue {
    const somebody = this.#who.unknown(name, ({ drafts }) => {
      const now = this.current.get();
      if (now.at !== "chat") return;
      this.#store.write("present", "yes");
      this.current.set({ ...now, drafts });
    });
    return this.#enter(name, somebody, how);
  }

  /** Leads a person who is not let in back to the login, and shows why. */
  #leadBack(entered: ChatClient): void {
    const stop = entered.subscribe(() => {
      const { connection, welcome } = entered.snapshot();
      if (welcome) stop();
      else if (connection.phase === "ended" && connection.status === "protocol-error") {
        stop();
        if (this.#client !== entered) return;
        this.#forgetPresence();
        this.current.set(this.#atLogin(connection.reason));
        void entered.close();
      }
    });
  }

  async #accept(entered: ChatClient, invitation: string, password: string): Promise<void> {
    const told = await acceptInvitation(entered, invitation, password).then(
      (news) => ({ news }),
      (error: unknown) => ({ problem: sentenceOf(error) }),
    );
    const now = this.current.get();
    if (now.at === "chat" && now.client === entered) this.current.set({ ...now, ...told });
  }

  /** Makes a reload lead to the login. */
  #forgetPresence(): void {
    this.#store.write("present", undefined);
  }
}
