import {
  chosenLater,
  Identities,
  newIdentityId,
  onFirstGreeting,
  type ChatClient,
  type ClientStorage,
  type LocalIdentity,
} from "@beseda/client";
import {
  memoryKeyValueStore,
  ownTabFirst,
  scopedKeyValueStore,
  type KeyValueStore,
} from "../store/key-value-store.ts";

export interface WhoParts {
  /** Storage of the browser: all tabs share it. */
  readonly store: KeyValueStore;
  /** Storage of this tab, kept over a reload. */
  readonly tab: KeyValueStore;
  /** The server's address. */
  readonly address: string;
  /** Returns the place where an earlier version kept the person of that name. */
  readonly earlierPlace: (name: string) => string;
  readonly storageAt: (place: string) => ClientStorage;
}

/** A person's own data: the storage of their token and outbox, and their drafts. */
export interface Somebody {
  readonly storage: ClientStorage;
  /** The drafts, read from this tab before the browser. */
  readonly drafts: KeyValueStore;
  /** Stores what the server says of them from now on. */
  readonly follow: (client: ChatClient) => void;
}

/**
 * Knows who sits at this page (CLI-5): one browser has one identity on a server, unless somebody asks for
 * another one by another name or by logging in; a tab keeps its identity when it is reloaded.
 */
export class Who {
  readonly #parts: WhoParts;
  readonly #identities: Identities;

  constructor(parts: WhoParts) {
    const { store, address, earlierPlace } = parts;
    this.#parts = parts;
    this.#identities = new Identities({
      shelf: {
        read: () => store.read("identities"),
        write: (text) => {
          store.write("identities", text);
        },
        setAside: (text) => {
          store.write("identities.damaged", text);
          store.write("identities", undefined);
        },
      },
      address,
      newId: newIdentityId,
      earlier: () => {
        const name = store.read("name");
        return name === undefined || name === ""
          ? []
          : [{ address, place: earlierPlace(name), name, asked: name, used: true }];
      },
    });
  }

  get current(): LocalIdentity | undefined {
    return this.#identities.find(this.#parts.tab.read("identity")) ?? this.#identities.last;
  }

  /** Names of the people, the last one first. */
  get names(): readonly string[] {
    return [...new Set(this.#identities.list().flatMap(({ name }) => name ?? []))].toReversed();
  }

  /** Takes over the people of an earlier version, by the names that it gave their databases. */
  adopt(earlier: readonly { readonly place: string; readonly name: string }[]): void {
    const { address } = this.#parts;
    this.#identities.adopt(earlier.map((one) => ({ ...one, address, asked: one.name })));
  }

  /** Notes that the person has another name now. */
  renamed(name: string): void {
    const { current } = this;
    if (current) this.#identities.learn(current.id, { name, asked: name });
  }

  /** Returns the person with that name here, or a new one. */
  called(name: string): Somebody {
    const current = this.current;
    const isCurrent = current !== undefined && (current.name === name || current.asked === name);
    return this.#become(
      isCurrent ? current : (this.#identities.called(name) ?? this.#identities.begin(name)),
    );
  }

  /** Returns the person that the server knows as this, or a new one. */
  known(greeted: { readonly log: string; readonly client_id: string; readonly name: string }): Somebody {
    return this.#become(this.#identities.known(greeted) ?? this.#identities.begin(greeted.name));
  }

  /** Returns a person who logs in, known only when the server has greeted. `onKnown` receives them. */
  unknown(name: string, onKnown: (somebody: Somebody) => void): Somebody {
    const later = chosenLater(this.#parts.storageAt(`log-in ${this.#parts.address} ${name}`));
    return {
      storage: later.storage,
      drafts: memoryKeyValueStore(),
      follow: (client) => {
        onFirstGreeting(client, (greeted) => {
          const somebody = this.known(greeted);
          later.choose(somebody.storage);
          somebody.follow(client);
          onKnown(somebody);
        });
      },
    };
  }

  #become(identity: LocalIdentity): Somebody {
    const { store, tab, storageAt } = this.#parts;
    const { id, place } = identity;
    this.#identities.use(id);
    tab.write("identity", id);
    // The data of an earlier version stays where it is.
    const own = place === id ? scopedKeyValueStore(store, id) : store;
    return {
      storage: storageAt(place),
      drafts: ownTabFirst(scopedKeyValueStore(tab, id), own),
      follow: (client) => void this.#identities.follow(id, client),
    };
  }
}
