/// <reference lib="dom" />
import "fake-indexeddb/auto";
import {
  addressOf,
  createChatClient,
  Identities,
  newIdentityId,
  type ClientStorage,
  type LocalIdentity,
} from "@beseda/client";
import { indexedDbStorageAt } from "@beseda/client/browser";
import {
  browserKeyValueStore,
  createDrafts,
  createAppState,
  takeBack,
  type KeyValueStore,
  type AppState,
} from "@beseda/web/testing/walker";
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

/** A browser's storage of texts, as long as this machine is. */
const storageInMemory = (): Storage => {
  const texts = new Map<string, string>();
  return {
    get length() {
      return texts.size;
    },
    key: (index) => [...texts.keys()][index] ?? null,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
    clear: () => texts.clear(),
  };
};

/** Drops the writes of a killed page. */
const keptWhileItLives = (life: Life, store: KeyValueStore): KeyValueStore => ({
  read: (key) => store.read(key),
  write: (key, value) => {
    if (!life.isOver) store.write(key, value);
  },
});

/** A browser: the page's own state, drafts and storages, over IndexedDB, without the drawing. */
export class PageMachine implements Machine {
  readonly #url: string;
  readonly #faults: Faults;
  readonly #ofAllTabs = storageInMemory();
  #ofTab = storageInMemory();

  constructor(url: string, faults: Faults = {}) {
    this.#url = url;
    this.#faults = faults;
  }

  get identities(): Identities {
    const store = browserKeyValueStore(() => this.#ofAllTabs);
    return new Identities({
      shelf: {
        read: () => store.read("identities"),
        write: (text) => store.write("identities", text),
        setAside: () => undefined,
      },
      address: addressOf(this.#url),
      newId: newIdentityId,
    });
  }

  start({ name, password }: Start): Program {
    const life = new Life();
    const ofTab = this.#ofTab;
    const appState = createAppState({
      store: keptWhileItLives(
        life,
        browserKeyValueStore(() => this.#ofAllTabs),
      ),
      tab: keptWhileItLives(
        life,
        browserKeyValueStore(() => ofTab),
      ),
      address: addressOf(this.#url),
      storageAt: (place) => whileItLives(life, this.#storageOf(place)),
      connect: (called, how, storage) =>
        createChatClient({
          ...how,
          url: this.#url,
          name: called,
          client: "walk/1",
          locale: "ru",
          storage,
        }),
    });
    // A person who was in the chat when the page was closed is in it again; others come through the login.
    const isIn = appState.current.get().at === "chat" && password === undefined && appState.name() === name;
    if (!isIn) appState.enter(name, password);
    return programOf({ appState, life, faults: this.#faults });
  }

  tokenOf({ place }: Pick<LocalIdentity, "place">): Promise<string | undefined> {
    return this.#storageOf(place).token();
  }

  #storageOf(place: string): ClientStorage {
    return storageOf(place, {
      open: (somewhere) => indexedDbStorageAt(`beseda ${somewhere}`),
      identities: () => this.identities,
      faults: this.#faults,
    });
  }

  /** The tab is closed for good: another one is opened. */
  openAnotherTab(): void {
    this.#ofTab = storageInMemory();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

interface Sitting {
  readonly appState: AppState;
  readonly life: Life;
  readonly faults: Faults;
}

const programOf = ({ appState, life, faults }: Sitting): Program => {
  const now = appState.current.get();
  if (now.at !== "chat") throw new Error(`not in the chat, but at: ${now.at}`);
  const { client: chat } = now;
  const here = writtenRoom(chat, faults);
  return {
    chat,
    get room() {
      return here.room;
    },
    say: (text) => void chat.send({ room: here.room, text }),
    go: (invocation) => here.go(invocation),
    show: (room) => here.show(room),
    takeBack: () => {
      const state = appState.current.get();
      if (life.isOver || state.at !== "chat") return [];
      const drafts = createDrafts(state.drafts);
      const lines: string[] = [];
      takeBack(chat, (text) => {
        drafts.save(here.room, text);
        lines.push(...text.split("\n").map((line) => line.replace(/^\/msg \S+ /u, "")));
      });
      return lines;
    },
    logout: () => appState.logout(),
    close: () => chat.close(),
    kill: async () => {
      await life.written();
      life.isOver = true;
      void chat.close();
    },
  };
};
