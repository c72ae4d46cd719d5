import { cleanName, type Welcome } from "@beseda/protocol";
import { z } from "zod";
import type { ChatClient } from "../chat-client.ts";

/**
 * An identity on one server, as this machine keeps it (CLI-5): token, outbox, drafts and read marks are its own. The
 * name is only the last one that it had.
 */
export interface LocalIdentity {
  /** A random id; never the name. */
  readonly id: string;
  /** The address of the server, with its path and without scheme. */
  readonly address: string;
  /** The name of its storage. */
  readonly place: string;
  /** The name that it has; the server may have given another one than was asked for. */
  readonly name?: string | undefined;
  /** The name that was asked for. */
  readonly asked?: string | undefined;
  /** Whether a person has used it, rather than a script. */
  readonly used?: boolean | undefined;
  /** Log and `client_id` that the last greeting named; before the first one it has neither. */
  readonly log?: string | undefined;
  readonly client_id?: string | undefined;
}

/** Calls back once, when a server has greeted. */
export const onFirstGreeting = (
  client: Pick<ChatClient, "snapshot" | "subscribe">,
  callback: (greeted: { readonly log: string; readonly client_id: string; readonly name: string }) => void,
): void => {
  const stop = client.subscribe(() => {
    const { welcome } = client.snapshot();
    if (!welcome) return;
    stop();
    const { log, client_id, name } = welcome;
    callback({ log, client_id, name });
  });
};

/** The facts that can be learnt of an identity. */
export type IdentityFacts = Partial<Pick<LocalIdentity, "name" | "asked" | "log" | "client_id">>;

/** The place where the list is kept: one text, written whole. */
export interface Shelf {
  read(): string | undefined;
  /** @throws where it cannot be kept */
  write(text: string): void;
  /** Keeps a list that is damaged under another name, for a person; the place is free then. */
  setAside(text: string): void;
}

/** An identity of a version that had no list of them. */
export type EarlierIdentity = Pick<LocalIdentity, "address" | "place" | "name" | "asked" | "used">;

export interface IdentitiesParts {
  readonly shelf: Shelf;
  readonly address: string;
  readonly newId: () => string;
  /** Returns what an earlier version has left, before there was a list; the one used last is at the end. */
  readonly earlier?: () => readonly EarlierIdentity[];
}

const listSchema = z.object({ identities: z.array(z.unknown()) });
// Fields that a later version has added stay.
const identitySchema = z.looseObject({
  id: z.string().min(1),
  address: z.string(),
  place: z.string().min(1),
  name: z.string().optional(),
  asked: z.string().optional(),
  used: z.boolean().optional(),
  log: z.string().optional(),
  client_id: z.string().optional(),
}) satisfies z.ZodType<LocalIdentity>;

const listIn = (text: string | undefined): readonly LocalIdentity[] | undefined => {
  if (text === undefined) return undefined;
  try {
    const { identities } = listSchema.parse(JSON.parse(text));
    return identities.flatMap((entry) => identitySchema.safeParse(entry).data ?? []);
  } catch {
    // The list is damaged: it is set aside, and what an earlier version has left is found again.
    return undefined;
  }
};

const withId = (earlier: EarlierIdentity, id: string): LocalIdentity => ({ ...earlier, id });

/** Names are compared as a person who types them again would; the server decides which of them look alike. */
const plainly = (name: string): string => cleanName(name).toLowerCase();

/**
 * The identities that this machine has on one server, the one used last at the end. The list is read anew at each
 * use: tabs and terminals share it.
 */
export class Identities {
  readonly #parts: IdentitiesParts;

  constructor(parts: IdentitiesParts) {
    this.#parts = parts;
  }

  list(): readonly LocalIdentity[] {
    return this.#all().filter(({ address }) => address === this.#parts.address);
  }

  find(id: string | undefined): LocalIdentity | undefined {
    return this.list().find((known) => known.id === id);
  }

  /** The identity that a person used last. */
  get last(): LocalIdentity | undefined {
    return this.list().findLast(({ used }) => used);
  }

  /** Returns the identity with that name; if there is none, the one that had asked for it. */
  called(name: string): LocalIdentity | undefined {
    const wanted = plainly(name);
    const isSo = (its: string | undefined): boolean => its !== undefined && plainly(its) === wanted;
    const list = this.list();
    return list.findLast((known) => isSo(known.name)) ?? list.findLast((known) => isSo(known.asked));
  }

  /**
   * Returns the identity that a server knows under a `client_id`. A log that was repaired or restored goes on under
   * another name: then it is the one with the same name too. That sends nothing of the other log (CLI-6).
   */
  known(greeted: {
    readonly log: string;
    readonly client_id: string;
    readonly name: string;
  }): LocalIdentity | undefined {
    const same = this.list().filter(({ client_id }) => client_id === greeted.client_id);
    const isCalledSo = ({ name }: LocalIdentity): boolean =>
      name !== undefined && plainly(name) === plainly(greeted.name);
    return same.findLast(({ log }) => log === greeted.log) ?? same.findLast(isCalledSo);
  }

  /** Adds an identity; the server does not know it yet. */
  begin(name: string): LocalIdentity {
    const { address, newId } = this.#parts;
    const id = newId();
    const begun = { id, address, place: id, name, asked: name };
    this.#write([begun, ...this.#all()]);
    return begun;
  }

  /** Makes an identity the last one that was used. */
  use(id: string): void {
    const all = this.#all();
    const used = all.find((known) => known.id === id);
    if (used && !(used.used && all.at(-1) === used))
      this.#write([...all.filter((known) => known !== used), { ...used, used: true }]);
  }

  /** Notes what a server, or the person, has said of an identity. */
  learn(id: string, facts: IdentityFacts): void {
    const all = this.#all();
    const known = all.find((one) => one.id === id);
    const isNews =
      known &&
      (["name", "log", "client_id"] as const).some((key) => key in facts && facts[key] !== known[key]);
    if (!isNews) return;
    const learnt = { ...known, ...facts };
    this.#write(all.map((one) => (one === known ? learnt : one)));
  }

  /** Takes over the identities of an earlier version that are in no list yet. */
  adopt(found: readonly EarlierIdentity[]): void {
    const all = this.#all();
    const more = found.filter(({ place }) => !all.some((known) => known.place === place));
    if (more.length > 0) this.#write([...more.map((one) => withId(one, this.#parts.newId())), ...all]);
  }

  /** Keeps what a server says of it as it goes: its ids, and its name. Returns a function that stops this. */
  follow(id: string, client: Pick<ChatClient, "snapshot" | "subscribe">): () => void {
    let greeted: Welcome | undefined;
    let called: string | undefined;
    const look = (): void => {
      const { welcome, me } = client.snapshot();
      if (!welcome || !me || (welcome === greeted && me.name === called)) return;
      // A name that changes under a session was asked for, here or in another tab.
      const isRenamed = welcome === greeted;
      [greeted, called] = [welcome, me.name];
      const { log } = welcome;
      try {
        this.learn(id, { log, ...me, ...(isRenamed && { asked: me.name }) });
      } catch {
        // The disk is full or may not be written: the storage of the token is there too, and informs the person.
      }
    };
    look();
    return client.subscribe(look);
  }

  #all(): readonly LocalIdentity[] {
    const { shelf, earlier, newId } = this.#parts;
    const text = shelf.read();
    const kept = listIn(text);
    if (kept) return kept;
    if (text !== undefined) shelf.setAside(text);
    const found = (earlier?.() ?? []).map((one) => withId(one, newId()));
    if (found.length > 0) this.#write(found);
    return found;
  }

  #write(identities: readonly LocalIdentity[]): void {
    this.#parts.shelf.write(JSON.stringify({ identities }));
  }
}
