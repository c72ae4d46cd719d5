import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nameKey, nameSchema } from "@beseda/protocol";

interface Person {
  readonly name: string;
  /** Stays the same when the name changes: the identity is in it. */
  readonly folder: string;
}

interface Remembered {
  readonly last: string | undefined;
  readonly people: readonly Person[];
}

/** What one person at this machine keeps between two starts. */
export interface Profile {
  readonly folder: string;
  /** The person goes by another name now, and is to be found by it. */
  rename(name: string): void;
}

const isPerson = (value: unknown): value is Person =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  nameSchema.safeParse(value.name).success &&
  "folder" in value &&
  typeof value.folder === "string" &&
  /^[\w-]+$/u.test(value.folder);

const parseRemembered = (text: string): Remembered => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) return nobody;
  const last = "last" in value ? nameSchema.safeParse(value.last).data : undefined;
  const people = "people" in value && Array.isArray(value.people) ? value.people.filter(isPerson) : [];
  return { last, people };
};

const nobody: Remembered = { last: undefined, people: [] };

/**
 * The people who have used the terminal client here. Each has an identity and an outbox of their own, so that Анна
 * and Борис can sit at one machine, each in a terminal.
 */
export class Profiles {
  /** The folder that all is kept in. */
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** The name that was used last. */
  get lastName(): string | undefined {
    return this.#read().last;
  }

  /**
   * @param isSuggested whether to suggest this name at the next start
   * @throws where the folder cannot be made
   */
  open(name: string, isSuggested: boolean): Profile {
    const { people } = this.#read();
    const known = people.find((person) => nameKey(person.name) === nameKey(name));
    const folder = known?.folder ?? crypto.randomUUID();
    const goBy = (current: string): void => this.#remember({ name: current, folder }, isSuggested);
    goBy(name);
    return { folder: join(this.root, folder), rename: goBy };
  }

  get #file(): string {
    return join(this.root, "people.json");
  }

  #read(): Remembered {
    try {
      return parseRemembered(readFileSync(this.#file, "utf8"));
    } catch {
      // Not there yet, or damaged: nobody is known, which costs one question.
      return nobody;
    }
  }

  #remember(person: Person, isSuggested: boolean): void {
    const isOther = ({ name, folder }: Person): boolean =>
      folder !== person.folder && nameKey(name) !== nameKey(person.name);
    const before = this.#read();
    const people = [...before.people.filter(isOther), person];
    const last = isSuggested ? person.name : before.last;
    mkdirSync(join(this.root, person.folder), { recursive: true, mode: 0o700 });
    const next = join(this.root, `people.json.${process.pid}`);
    writeFileSync(next, `${JSON.stringify({ last, people }, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(next, this.#file);
  }
}
