import type { FilePosition } from "../damage.ts";
import { dateOrders, dayOf, momentIn, type DateOrder, type Moment } from "../moment.ts";
import { idIn, isObject, leavesOf, textIn, type Fields, type Path, valueAt } from "./fields.ts";
import { holdsAnswers, roleOf, sideWords, type Role } from "./field-names.ts";

/** What the survey saw of one field. */
export interface Field {
  readonly path: Path;
  readonly role: Role;
  /** Records in which it has a value that is good for its role. */
  count: number;
  /** Values that only say which side the sender is on. */
  sides: number;
  moments: Record<Moment["kind"], number>;
  /** Times at midnight: a date without a clock. */
  midnights: number;
  /** Dates that cannot be read in an order. */
  readonly refuted: Record<DateOrder, number>;
  /** Whether two orders that were both possible gave different days. */
  isAmbiguous: boolean;
  /** How often a time is before the one of the record before, and how often it is after. */
  backwards: number;
  forwards: number;
  previous: number;
  sample: string;
  /** The first different values of the possible person. */
  readonly values: Set<string>;
  /** Values among which those were. */
  tried: number;
}

/** Records with the same fields, and the same words for what they are. */
export interface Group {
  readonly paths: ReadonlySet<Path>;
  readonly kinds: readonly string[];
  count: number;
}

/** A word for a kind is short, and there are few of them. */
const longestKind = 40;
const mostGroups = 5000;
const mostNames = 40;
const longestSample = 60;
const mostValues = 1000;

const second = 1000;
const quarter = 15 * 60 * second;
const widestZone = 14 * 60 * 60 * second;

/** How far apart two spellings of a time are; undefined if that is unknown. */
const distance = (left: Moment, right: Moment): number | undefined => {
  if (left.kind === "clock" || right.kind === "clock") return undefined;
  if (left.kind === "numbers" || right.kind === "numbers") {
    const isSame = JSON.stringify(left) === JSON.stringify(right);
    return isSame ? 0 : undefined;
  }
  const apart = Math.abs(left.at - right.at);
  if (left.kind === right.kind) return apart;
  // A clock without a zone beside the same time with one: whole quarters of an hour.
  const rest = Math.min(apart % quarter, quarter - (apart % quarter));
  return apart <= widestZone + second ? rest : apart;
};

/** Counts the fields of a log's records and their contents: their meanings are decided when all were seen. */
export class Survey {
  readonly fields = new Map<Path, Field>();
  readonly groups = new Map<string, Group>();
  /** Pairs of fields of one role that were seen to differ. */
  readonly differing = new Set<string>();
  /** Names of fields, as far as a person wants to read them. */
  readonly names = new Set<string>();
  readonly #roles = new Map<string, Role | undefined>();
  readonly #told: ReadonlyMap<Path, Role>;
  records = 0;
  /** Records that are as ours are. */
  ours = 0;
  first: FilePosition | undefined;
  /** The first field that was seen to have records of its own. */
  nested: Path | undefined;

  /** @param told - fields whose meaning was given */
  constructor(told: ReadonlyMap<Path, Role> = new Map()) {
    this.#told = told;
  }

  /** Fields of a role, the less nested first. */
  of(...roles: readonly Role[]): Field[] {
    const found = [...this.fields.values()].filter((field) => roles.includes(field.role) && field.count > 0);
    return found.toSorted((left, right) => left.path.split(".").length - right.path.split(".").length);
  }

  note(fields: Fields, place: FilePosition): void {
    this.records += 1;
    this.first ??= place;
    if (isAsOurs(fields)) this.ours += 1;
    const good = new Map<Field, unknown>();
    for (const [parts, value] of leavesOf(fields)) this.#noteLeaf(parts, value, good);
    for (const [path, role] of this.#told) {
      const isLeaf = path in fields && !path.includes(".");
      if (!isLeaf) this.#noteValue(this.#fieldOf(path, role), valueAt(fields, path), good);
    }
    this.#notePairs([...good]);
    this.#group([...good]);
  }

  #noteLeaf(parts: readonly string[], value: unknown, good: Map<Field, unknown>): void {
    const path = parts.join(".");
    if (this.names.size < mostNames) this.names.add(path);
    if (Array.isArray(value) && holdsAnswers(parts) && value.some(isRecord)) this.nested ??= path;
    if (!this.#roles.has(path)) this.#roles.set(path, this.#told.get(path) ?? roleOf(parts));
    const role = this.#roles.get(path);
    if (!role || (this.#told.has(path) && path.includes("."))) return;
    this.#noteValue(this.#fieldOf(path, role), value, good);
  }

  #fieldOf(path: Path, role: Role): Field {
    const field = this.fields.get(path) ?? newField(path, role);
    this.fields.set(path, field);
    return field;
  }

  #noteValue(field: Field, value: unknown, good: Map<Field, unknown>): void {
    const read = readAs(field.role, value);
    if (field.sample === "" && value !== undefined && value !== null) {
      field.sample = JSON.stringify(value).slice(0, longestSample);
    }
    if (read === undefined) return;
    field.count += 1;
    if (typeof read === "string" && sideWords.has(read.toLowerCase())) field.sides += 1;
    if (typeof read === "object") noteMoment(field, read);
    else if (field.tried < mostValues && (field.role === "who-id" || field.role === "who-name")) {
      field.tried += 1;
      field.values.add(read);
    }
    good.set(field, read);
  }

  #notePairs(good: ReadonlyArray<readonly [Field, unknown]>): void {
    for (const [at, [left, leftValue]] of good.entries()) {
      for (const [right, rightValue] of good.slice(at + 1)) {
        if (left.role === right.role && !isSame(leftValue, rightValue)) {
          this.differing.add(pairOf(left.path, right.path));
        }
      }
    }
  }

  #group(good: ReadonlyArray<readonly [Field, unknown]>): void {
    const kinds = good.filter(([field]) => field.role === "kind").map(([, value]) => String(value));
    const paths = good.map(([field]) => field.path);
    const key = JSON.stringify([paths, kinds]);
    const group = this.groups.get(key) ?? { paths: new Set(paths), kinds, count: 0 };
    group.count += 1;
    if (this.groups.size < mostGroups) this.groups.set(key, group);
  }
}

/** Whether somebody said something at some time in it. */
const isRecord = (value: unknown): boolean => {
  if (!isObject(value)) return false;
  const roles = new Set([...leavesOf(value)].map(([parts]) => roleOf(parts)));
  return roles.has("what") && roles.has("when") && (roles.has("who-id") || roles.has("who-name"));
};

const isAsOurs = ({ client_id, sender, message, time }: Fields): boolean => {
  const isNamed = idIn(client_id) !== undefined && typeof sender === "string" && typeof message === "string";
  const kind = isNamed ? momentIn(time)?.kind : undefined;
  return kind === "instant" || kind === "wall";
};

export const pairOf = (left: Path, right: Path): string => JSON.stringify([left, right].toSorted());

const newField = (path: Path, role: Role): Field => ({
  path,
  role,
  count: 0,
  sides: 0,
  moments: { instant: 0, wall: 0, numbers: 0, clock: 0 },
  midnights: 0,
  refuted: { dmy: 0, mdy: 0, ymd: 0 },
  isAmbiguous: false,
  backwards: 0,
  forwards: 0,
  previous: Number.NaN,
  sample: "",
  values: new Set(),
  tried: 0,
});

const readAs = (role: Role, value: unknown): string | Moment | undefined => {
  switch (role) {
    case "when":
      return momentIn(value);
    case "what":
    case "what-else":
      return textIn(value);
    case "kind":
      return typeof value === "string" && value !== "" && value.length <= longestKind ? value : undefined;
    case "who-id":
    case "who-name":
    case "room":
      return idIn(value);
  }
};

const dayMs = 86_400_000;

const noteMoment = (field: Field, moment: Moment): void => {
  field.moments[moment.kind] += 1;
  if (moment.kind === "numbers") {
    const days = dateOrders.map((order) => dayOf(moment.numbers, order));
    for (const [at, order] of dateOrders.entries()) if (Number.isNaN(days[at])) field.refuted[order] += 1;
    const possible = new Set(days.filter((found) => !Number.isNaN(found)));
    if (possible.size > 1) field.isAmbiguous = true;
    if (moment.clock === 0) field.midnights += 1;
  } else if (moment.kind !== "clock") {
    if (moment.at % dayMs === 0) field.midnights += 1;
    if (moment.at < field.previous) field.backwards += 1;
    if (moment.at > field.previous) field.forwards += 1;
    field.previous = moment.at;
  }
};

const isSame = (left: unknown, right: unknown): boolean => {
  if (typeof left === "string" || typeof right === "string") return left === right;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is not a text is a moment
  const apart = distance(left as Moment, right as Moment);
  return apart !== undefined && apart < second;
};
