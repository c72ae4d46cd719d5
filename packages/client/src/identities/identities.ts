import { cleanName, type Welcome } from "@beseda/protocol";
import { z } from "zod";
import type { ChatClient } from "../chat-client.ts";

/**
 * Who somebody is on one server, as this machine keeps it (CLI-5): token, outbox, drafts and read marks are its own. The
 * name is only what it was called last.
 */
export interface LocalIdentity {
  /** Random; never the name. */
  readonly id: string;
  /** Of the server, with its path and without scheme. */
  readonly address: string;
  /** What its storage is called. */
  readonly place: string;
  /** What it is called; the server may have given another name than was asked for. */
  readonly name?: string | undefined;
  /** What was asked for. */
  readonly asked?: string | undefined;
  /** Whether a person has used it, and not a script. */
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

/** What can be learnt of an identity. */
export type IdentityFacts = Partial<Pick<LocalIdentity, "name" | "asked" | "log" | "client_id">>;

/** Where the list is kept: one text, written whole. */
export interface Shelf {
  read(): string | undefined;
  /** @throws where it cannot be kept */
  write(text: string): void;
  /** Keeps a list that is damaged under another name, for a person; the place is free then. */
  setAside(text: string): void;
}

/** One of a version that had no list of them. */
export type EarlierIdentity = Pick<LocalIdentity, "address" | "place" | "name" | "asked" | "used">;

export interface IdentitiesParts {
  readonly shelf: Shelf;
  readonly address: string;
  readonly newId: () => string;
  /** What an earlier version has left, before there was a list; with the one that was used last at the end. */
  readonly earlier?: () => readonly EarlierIdentity[];
}

const listSchema = z.object({ identities: z.array(z.unknown()) });
// What a later version has added stays.
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
    // Damaged: it is set aside, and what an earlier version has left is found again.
    return undefined;
  }
};

const withId = (earlier: EarlierIdentity, id: string): LocalIdentity => ({ ...earlier, id });

/** Names are compared as a person who types them again would; which of them look alike is for the server. */
const plainly = (name: string): string => cleanName(name).toLowerCase();

/**
 * The identities that this machine has on one server, the one that was used last at the end. Read anew at each use:
 * tabs and terminals share the list.
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

  /** The one that a person used last. */
  get last(): LocalIdentity | undefined {
    return this.list().findLast(({ used }) => used);
  }

  /** The one that is called so; where none is, the one that was to be. */
  called(name: string): LocalIdentity | undefined {
    const wanted = plainly(name);
    const isSo = (its: string | undefined): boolean => its !== undefined && plainly(its) === wanted;
    const list = this.list();
    return list.findLast((known) => isSo(known.name)) ?? list.findLast((known) => isSo(known.asked));
  }

  /**
   * The one that a server knows under a `client_id`. A log that was repaired or restored goes on under another name: then
   * it is the one that is called so too. What was written for the other log is not sent by that (CLI-6).
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

  /** One more; it is nobody to the server yet. */
  begin(name: string): LocalIdentity {
    const { address, newId } = this.#parts;
    const id = newId();
    const begun = { id, address, place: id, name, asked: name };
    this.#write([begun, ...this.#all()]);
    return begun;
  }

  /** It is the last one that was used. */
  use(id: string): void {
    const all = this.#all();
    const used = all.find((known) => known.id === id);
    if (used && !(used.used && all.at(-1) === used))
      this.#write([...all.filter((known) => known !== used), { ...used, used: true }]);
  }

  /** What a server, or the person, has said of it. */
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

  /** Takes over what an earlier version has left, as far as it is in no list yet. */
  adopt(found: readonly EarlierIdentity[]): void {
    const all = this.#all();
    const more = found.filter(({ place }) => !all.some((known) => known.place === place));
    if (more.length > 0) this.#write([...more.map((one) => withId(one, this.#parts.newId())), ...all]);
  }

  /** Keeps what a server says of it as it goes: who it is, and under which name. Returns the way to stop. */
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
        // A disk that is full or may not be written: the storage of the token is there too, and tells the person.
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
