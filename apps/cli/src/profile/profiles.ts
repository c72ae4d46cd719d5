import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  addressOf,
  Identities,
  newIdentityId,
  type ChatClient,
  type LocalIdentity,
  type Shelf,
} from "@beseda/client";
import { earlierPeople } from "./earlier-people.ts";
import { makeFolder } from "./make-folder.ts";

/** The data that one person at this machine keeps between two starts. */
export interface Profile {
  readonly identity: LocalIdentity;
  readonly folder: string;
}

/** Returns a shelf of one file, written whole: a reader, or a restart after a kill, sees old or new text. */
const fileShelf = (root: string, onDamaged: (file: string) => void): Shelf => {
  const file = join(root, "identities.json");
  return {
    read: () => {
      try {
        return readFileSync(file, "utf8");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    write: (text) => {
      makeFolder(root);
      const next = `${file}.${process.pid}`;
      writeFileSync(next, text, { mode: 0o600 });
      renameSync(next, file);
    },
    setAside: () => {
      const aside = `${file}.damaged-${Date.now()}`;
      renameSync(file, aside);
      onDamaged(aside);
    },
  };
};

const foldersIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/**
 * The people who have used the terminal client here, on one server. Each has an identity and an outbox of
 * their own, so that Анна and Борис can sit at one machine, each in a terminal (CLI-5).
 */
export class Profiles {
  /** The folder that everything is kept in. */
  readonly root: string;
  readonly identities: Identities;

  /** @param onDamaged called when a list of identities could not be read, with the file that keeps it */
  constructor(root: string, url: string, onDamaged: (file: string) => void = () => undefined) {
    this.root = root;
    this.identities = new Identities({
      shelf: fileShelf(root, onDamaged),
      address: addressOf(url),
      newId: newIdentityId,
      earlier: () => earlierPeople(root, foldersIn),
    });
  }

  /** The last used name; undefined if the list cannot be read, which `open` reports. */
  get lastName(): string | undefined {
    try {
      return this.identities.last?.name;
    } catch {
      return undefined;
    }
  }

  /**
   * @param isSuggested whether to suggest this name at the next start
   * @throws if the folder cannot be made
   */
  open(name: string, isSuggested: boolean): Profile {
    return this.#opened(this.identities.called(name) ?? this.identities.begin(name), isSuggested);
  }

  /**
   * Opens the profile that a server knows: a login continues as that person, not as a guest of that name.
   * @throws if the folder cannot be made
   */
  openKnown(greeted: { readonly log: string; readonly client_id: string; readonly name: string }): Profile {
    return this.#opened(this.identities.known(greeted) ?? this.identities.begin(greeted.name), true);
  }

  /** The folder for what somebody types while logging in, until the server has said who that is. */
  folderBeforeLogin(name: string): string {
    return join(this.root, `log-in-${Buffer.from(name).toString("base64url")}`);
  }

  /** Stores what the server says of somebody as it comes; returns the function that stops it. */
  follow({ identity }: Profile, client: Pick<ChatClient, "snapshot" | "subscribe">): () => void {
    return this.identities.follow(identity.id, client);
  }

  #opened(identity: LocalIdentity, isSuggested: boolean): Profile {
    if (isSuggested) this.identities.use(identity.id);
    const folder = join(this.root, identity.place);
    makeFolder(folder);
    return { identity, folder };
  }
}
