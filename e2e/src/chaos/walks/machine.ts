import {
  addressOf,
  chosenLater,
  createChatClient,
  CurrentRoom,
  Identities,
  memoryStorage,
  onFirstGreeting,
  type ChatClient,
  type ClientStorage,
} from "@beseda/client";

/** What a program is while it runs: killed, it writes nothing more. */
interface Life {
  isOver: boolean;
}

const whileItLives = (life: Life, storage: ClientStorage): ClientStorage => {
  const living = (): Promise<void> => (life.isOver ? new Promise(() => undefined) : Promise.resolve());
  return {
    token: () => living().then(() => storage.token()),
    setToken: (token) => living().then(() => storage.setToken(token)),
    messages: () => living().then(() => storage.messages()),
    put: (message) => living().then(() => storage.put(message)),
    remove: (id) => living().then(() => storage.remove(id)),
  };
};

export interface Program {
  readonly chat: ChatClient;
  readonly here: CurrentRoom;
  readonly life: Life;
}

/** How a program is started: under a name, as an account, or with the token of one. */
export interface Start {
  readonly name: string;
  readonly password?: string;
  readonly login?: { readonly token: string; readonly log: string; readonly client_id: string };
}

/** A disk and the programs that run on it one after the other, as terminal and page put them together. */
export class Machine {
  readonly #disk = new Map<string, ClientStorage>();
  readonly #url: string;
  #list: string | undefined;
  #ids = 0;

  constructor(url: string) {
    this.#url = url;
  }

  get identities(): Identities {
    return new Identities({
      shelf: {
        read: () => this.#list,
        write: (text) => {
          this.#list = text;
        },
      },
      address: addressOf(this.#url),
      newId: () => `identity-${(this.#ids += 1)}`,
    });
  }

  start({ name, password, login }: Start): Program {
    const life: Life = { isOver: false };
    const { identities } = this;
    const later = password === undefined ? undefined : chosenLater();
    const open = (id: string, place: string): ClientStorage => {
      identities.use(id);
      const storage = this.#disk.get(place) ?? memoryStorage();
      this.#disk.set(place, storage);
      return whileItLives(life, storage);
    };
    const known = login && identities.known(login);
    const identity = later
      ? undefined
      : (known ?? (login ? identities.begin(name) : (identities.called(name) ?? identities.begin(name))));
    const chat = createChatClient({
      url: this.#url,
      name,
      client: "walk/1",
      locale: "ru",
      ...(password !== undefined && { password }),
      ...(login !== undefined && { token: login.token }),
      storage: later?.storage ?? open(identity?.id ?? "", identity?.place ?? ""),
    });
    if (identity) identities.follow(identity.id, chat);
    if (later)
      onFirstGreeting(chat, (greeted) => {
        const found = identities.known(greeted) ?? identities.begin(greeted.name);
        later.choose(open(found.id, found.place));
        identities.follow(found.id, chat);
      });
    const here = new CurrentRoom({ client: chat, room: "lobby", onChange: () => undefined });
    return { chat, here, life };
  }

  /** Ends a program at this moment: nothing that it has not written is kept. */
  kill({ chat, life }: Program): void {
    life.isOver = true;
    void chat.close();
  }
}
