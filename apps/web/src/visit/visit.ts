import { memoryStorage, type ChatClient, type ChatClientOptions, type ClientStorage } from "@beseda/client";
import { createCell, type Cell } from "../store/cell.ts";
import { memoryKeep, type Keep } from "../store/keep.ts";
import { acceptInvitation } from "./accept-invitation.ts";
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

interface Credentials {
  readonly name: string;
  readonly password: string;
}

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
  login(credentials: Credentials): Promise<void>;
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

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whoever was in the chat when the page was closed or reloaded is in it again at once. */
export const createVisit = (options: VisitOptions): Visit => new PageVisit(options);

class PageVisit implements Visit {
  readonly state: Cell<VisitState>;
  readonly #keep: Keep;
  readonly #connect: VisitOptions["connect"];
  readonly #who: Who;
  /** Secrets of the links that are to be used yet. */
  #invitation: string | undefined;
  #reset: string | undefined;

  constructor({ keep, connect, invitation, reset, ...options }: VisitOptions) {
    const { tab = memoryKeep(), address = "", earlierPlace = String, storageAt = memoryStorage } = options;
    this.#keep = keep;
    this.#connect = connect;
    this.#invitation = invitation;
    this.#reset = reset;
    this.#who = new Who({ keep, tab, address, earlierPlace, storageAt });
    const wasHere = keep.read("present") !== undefined && this.name() !== "";
    const isLed = invitation !== undefined || reset !== undefined;
    this.state = createCell<VisitState>(wasHere && !isLed ? this.#enterAgain() : this.#atDoor());
  }

  name(): string {
    return this.#who.current?.name ?? this.#keep.read("name") ?? "";
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
      this.state.set(this.#logIn(name, { password, reset }));
      return;
    }
    const invitation = this.#invitation ?? link;
    this.#invitation = undefined;
    if (invitation === undefined && password !== undefined) {
      this.state.set(this.#logIn(name, { password }));
      return;
    }
    const how = invitation === undefined ? {} : { invitation };
    const entered = this.#enter(name, this.#who.called(name), how);
    this.state.set(entered);
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
    this.state.set(this.#enter(name, this.#who.known({ log, client_id, name }), { token }));
  }

  async logout(): Promise<void> {
    const leaving = this.#client;
    if (leaving === undefined) return;
    await leaving.account.logout();
    this.#forgetPresence();
    await leaving.close();
    this.state.set(this.#atDoor());
  }

  async leave(farewell?: string): Promise<void> {
    const leaving = this.#client;
    if (leaving === undefined) return;
    this.#forgetPresence();
    const answer = await leaving.quit(farewell);
    const { connection } = leaving.snapshot();
    const code = connection.phase === "ended" ? connection.code : normalClosure;
    this.state.set({ at: "gone", farewell: answer, code });
    await leaving.close();
  }

  readonly comeBack = async (): Promise<void> => {
    const ended = this.#client;
    const connection = ended?.snapshot().connection;
    const refused = connection?.phase === "ended" && connection.status === "protocol-error";
    // The old client first: both keep their outbox in the same storage.
    await ended?.close();
    this.state.set(refused ? this.#atDoor(connection.reason) : this.#enterAgain());
  };

  async rename(name: string): Promise<void> {
    await this.#client?.rename(name);
    this.#who.renamed(name);
  }

  get #client(): ChatClient | undefined {
    const now = this.state.get();
    return now.at === "chat" ? now.client : undefined;
  }

  #atDoor(problem?: string): VisitState {
    return {
      at: "door",
      ...(problem !== undefined && { problem }),
      ...(this.#invitation !== undefined && { invited: true }),
      ...(this.#reset !== undefined && { resets: true }),
    };
  }

  #enter(name: string, somebody: Somebody, how: HowToEnter = {}): VisitState {
    try {
      const client = this.#connect(name, how, somebody.storage);
      somebody.follow(client);
      this.#leadBack(client);
      // Whoever logs in is nobody yet: a reload before the greeting would come in as a guest in their place.
      if (how.password === undefined) this.#keep.write("present", "yes");
      const { own, drafts } = somebody;
      return { at: "chat", client, own, drafts };
    } catch (error) {
      // A name that no server would take, perhaps remembered from another version.
      this.#forgetPresence();
      return { at: "door", problem: sentenceOf(error) };
    }
  }

  #enterAgain(): VisitState {
    const name = this.name();
    return this.#enter(name, this.#who.called(name));
  }

  /** Whoever logs in is known when the server has greeted. */
  #logIn(name: string, how: HowToEnter): VisitState {
    const somebody = this.#who.unknown(name, ({ own, drafts }) => {
      const now = this.state.get();
      if (now.at !== "chat") return;
      this.#keep.write("present", "yes");
      this.state.set({ ...now, own, drafts });
    });
    return this.#enter(name, somebody, how);
  }

  /** Who is not let in stands at the door again, and is told why. */
  #leadBack(entered: ChatClient): void {
    const stop = entered.subscribe(() => {
      const { connection, welcome } = entered.snapshot();
      if (welcome) stop();
      else if (connection.phase === "ended" && connection.status === "protocol-error") {
        stop();
        if (this.#client !== entered) return;
        this.#forgetPresence();
        this.state.set(this.#atDoor(connection.reason));
        void entered.close();
      }
    });
  }

  async #accept(entered: ChatClient, invitation: string, password: string): Promise<void> {
    const told = await acceptInvitation(entered, invitation, password).then(
      (news) => ({ news }),
      (error: unknown) => ({ problem: sentenceOf(error) }),
    );
    const now = this.state.get();
    if (now.at === "chat" && now.client === entered) this.state.set({ ...now, ...told });
  }

  /** A reload leads to the door. */
  #forgetPresence(): void {
    this.#keep.write("present", undefined);
  }
}
