import {
  addressOf,
  chosenLater,
  createChatClient,
  givenBack,
  Identities,
  memoryStorage,
  onFirstGreeting,
  type ChatClient,
  type ClientStorage,
  type LocalIdentity,
} from "@beseda/client";
import {
  storageOf,
  whileItLives,
  type Faults,
  Life,
  type Machine,
  type Program,
  type Start,
} from "./machine.ts";
import { writtenRoom } from "./written-room.ts";

/** Takes the lines that the client gave back, which removes them from its outbox. */
export const takeGivenBack = (chat: ChatClient): readonly string[] => {
  if (chat.snapshot().connection.phase === "ended") return [];
  return givenBack(chat.snapshot()).flatMap(({ keys, lines }) => {
    for (const key of keys) chat.discard(key);
    return lines;
  });
};

/** The SDK alone, with a disk in memory. */
export class SdkMachine implements Machine {
  readonly #disk = new Map<string, ClientStorage>();
  readonly #url: string;
  readonly #faults: Faults;
  #list: string | undefined;
  #ids = 0;

  constructor(url: string, faults: Faults = {}) {
    this.#url = url;
    this.#faults = faults;
  }

  get identities(): Identities {
    return new Identities({
      shelf: {
        read: () => this.#list,
        write: (text) => {
          this.#list = text;
        },
        setAside: () => undefined,
      },
      address: addressOf(this.#url),
      newId: () => `identity-${(this.#ids += 1)}`,
    });
  }

  start({ name, password }: Start): Program {
    const life = new Life();
    const { identities } = this;
    const before = whileItLives(life, this.#storageAt(`before ${name}`));
    const later = password === undefined ? undefined : chosenLater(before);
    const open = (id: string, place: string): ClientStorage => {
      identities.use(id);
      return whileItLives(life, this.#storageOf(place));
    };
    const identity = later ? undefined : (identities.called(name) ?? identities.begin(name));
    const chat = createChatClient({
      url: this.#url,
      name,
      client: "walk/1",
      locale: "ru",
      ...(password !== undefined && { password }),
      storage: later?.storage ?? open(identity?.id ?? "", identity?.place ?? ""),
    });
    if (identity) identities.follow(identity.id, chat);
    if (later)
      onFirstGreeting(chat, (greeted) => {
        const found = identities.known(greeted) ?? identities.begin(greeted.name);
        later.choose(open(found.id, found.place));
        identities.follow(found.id, chat);
      });
    const here = writtenRoom(chat, this.#faults);
    return {
      chat,
      get room() {
        return here.room;
      },
      say: (text) => void chat.send({ room: here.room, text }),
      go: (invocation) => here.go(invocation),
      show: (room) => here.show(room),
      takeBack: () => takeGivenBack(chat),
      logout: async () => {
        await chat.account.logout();
        await chat.close();
      },
      close: () => chat.close(),
      kill: async () => {
        await life.written();
        life.isOver = true;
        void chat.close();
      },
    };
  }

  tokenOf({ place }: Pick<LocalIdentity, "place">): Promise<string | undefined> {
    return this.#storageOf(place).token();
  }

  #storageOf(place: string): ClientStorage {
    return storageOf(place, {
      open: (somewhere) => this.#storageAt(somewhere),
      identities: () => this.identities,
      faults: this.#faults,
    });
  }

  #storageAt(place: string): ClientStorage {
    const storage = this.#disk.get(place) ?? memoryStorage();
    this.#disk.set(place, storage);
    return storage;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
