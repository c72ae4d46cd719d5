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
  /** Of the browser: all tabs share it. */
  readonly store: KeyValueStore;
  /** Of this tab, over a reload. */
  readonly tab: KeyValueStore;
  /** Of the server. */
  readonly address: string;
  /** Where an earlier version kept who was called so. */
  readonly earlierPlace: (name: string) => string;
  readonly storageAt: (place: string) => ClientStorage;
}

/** Somebody with what is their own: where their token and outbox are, their drafts and read marks. */
export interface Somebody {
  readonly storage: ClientStorage;
  readonly own: KeyValueStore;
  /** What of it is this tab's before it is the browser's. */
  readonly drafts: KeyValueStore;
  /** From now on what the server says of them is kept. */
  readonly follow: (client: ChatClient) => void;
}

/**
 * Who sits at this page (CLI-5): one browser has one identity on a server, unless somebody asks for another one by
 * another name or by logging in; a tab stays who it is when it is reloaded.
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

  /** What they are called, the last one first. */
  get names(): readonly string[] {
    return [...new Set(this.#identities.list().flatMap(({ name }) => name ?? []))].toReversed();
  }

  /** Takes over who was here with an earlier version, by what that called their databases. */
  adopt(earlier: readonly { readonly place: string; readonly name: string }[]): void {
    const { address } = this.#parts;
    this.#identities.adopt(earlier.map((one) => ({ ...one, address, asked: one.name })));
  }

  /** Goes by another name now. */
  renamed(name: string): void {
    const { current } = this;
    if (current) this.#identities.learn(current.id, { name, asked: name });
  }

  /** The one that goes by a name here, or a new one. */
  called(name: string): Somebody {
    const current = this.current;
    const isCurrent = current !== undefined && (current.name === name || current.asked === name);
    return this.#become(
      isCurrent ? current : (this.#identities.called(name) ?? this.#identities.begin(name)),
    );
  }

  /** The one that a server knows so, or a new one. */
  known(greeted: { readonly log: string; readonly client_id: string; readonly name: string }): Somebody {
    return this.#become(this.#identities.known(greeted) ?? this.#identities.begin(greeted.name));
  }

  /** Whoever it will turn out to be when the server has greeted: somebody logs in. `onKnown` gets them. */
  unknown(name: string, onKnown: (somebody: Somebody) => void): Somebody {
    const later = chosenLater(this.#parts.storageAt(`log-in ${this.#parts.address} ${name}`));
    const own = memoryKeyValueStore();
    return {
      storage: later.storage,
      own,
      drafts: own,
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
    // What an earlier version has left stays where it is.
    const own = place === id ? scopedKeyValueStore(store, id) : store;
    return {
      storage: storageAt(place),
      own,
      drafts: ownTabFirst(scopedKeyValueStore(tab, id), own),
      follow: (client) => void this.#identities.follow(id, client),
    };
  }
}
