import { dateOrderOf, enough } from "./date-order.ts";
import { DoubtError, type Doubt, type Needed } from "./doubt.ts";
import { toldPaths, type Told } from "./told.ts";
import type { Dialect, Mapping } from "./dialect.ts";
import type { Path } from "./fields.ts";
import { kindOfWord, type Role } from "./field-names.ts";
import { pairOf, type Field, type Group, type Survey } from "./survey.ts";

/** The part of a dialect that is decided by what the records have. */
export type Decided = Pick<Dialect, "fields" | "order" | "isNewestFirst">;

/** With so many values it is significant that all are different, or the same. */
const leastPeople = 20;
const leastDays = 3;

const isMessage = ({ kinds }: Group): boolean => kinds.every((word) => kindOfWord(word) === undefined);

/** Decides which field means what, from all records of a log. */
class Judge {
  readonly #survey: Survey;
  readonly #told: Told;
  readonly #groups: readonly Group[];
  /** The number of records that are not news of the server. */
  readonly #messages: number;

  constructor(survey: Survey, told: Told) {
    this.#survey = survey;
    this.#told = told;
    this.#groups = [...survey.groups.values()];
    this.#messages = this.#count(isMessage);
  }

  dialect(): Decided {
    this.#checkTold();
    this.#checkLacking();
    const { who, name } = this.#who();
    const when = this.#when();
    const order = dateOrderOf(when, this.#told.order);
    const fields: Mapping = {
      who,
      what: this.#one("what", this.#candidates("what")),
      when: when.map(({ path }) => path),
      ...(name !== undefined && { name }),
      ...this.#room(),
      ...this.#kind(),
      ...this.#side(who),
    };
    this.#checkFit(fields);
    this.#checkNested(fields);
    const isNewestFirst =
      when.length === 1 && when.every(({ backwards, forwards }) => backwards > forwards * 3);
    return { fields, ...(order !== undefined && { order }), ...(isNewestFirst && { isNewestFirst }) };
  }

  #count(has: (group: Group) => boolean): number {
    return this.#groups.reduce((sum, group) => (has(group) ? sum + group.count : sum), 0);
  }

  #checkTold(): void {
    for (const path of toldPaths(this.#told.map)) {
      const has = [...this.#survey.names];
      if (!this.#survey.fields.get(path)?.sample)
        throw new DoubtError({ code: "no-field", field: path, has });
    }
  }

  #candidates(needed: Needed): Field[] {
    const told = toldPaths({ [needed]: this.#told.map[needed] });
    if (told.length > 0) return told.flatMap((path) => this.#survey.fields.get(path) ?? []);
    const roles: Record<Needed, readonly Role[]> = {
      who: ["who-id", "who-name"],
      what: ["what"],
      when: ["when"],
    };
    const found = this.#survey.of(...roles[needed]).filter((field) => !this.#isSide(field));
    return needed === "what" && found.length === 0 ? this.#survey.of("what-else") : found;
  }

  /** Whether it says only which of server and client has sent it. */
  #isSide({ path, count, sides }: Field): boolean {
    return sides === count && this.#told.map.who !== path;
  }

  #checkLacking(): void {
    const lacks = (["who", "what", "when"] as const).filter((needed) => this.#isLacking(needed));
    if (lacks.length > 0) throw new DoubtError({ code: "lacks", lacks, has: [...this.#survey.names] });
  }

  #isLacking(needed: Needed): boolean {
    if (this.#candidates(needed).length > 0) return false;
    // A field of that name whose values are not times is another reason.
    const named = [...this.#survey.fields.values()].find(({ role }) => role === "when" && needed === "when");
    if (named) throw new DoubtError({ code: "no-time", field: named.path, sample: named.sample });
    return true;
  }

  #isCommon({ path }: Field): boolean {
    return this.#count((group) => isMessage(group) && group.paths.has(path)) >= this.#messages * enough;
  }

  #isDiffering(left: Field, right: Field): boolean {
    return this.#survey.differing.has(pairOf(left.path, right.path));
  }

  /** The one of several fields that is in all records; where two are, they must be the same. */
  #one(needs: Needed, fields: readonly Field[]): Path {
    if (this.#told.map[needs] !== undefined && fields[0]) return fields[0].path;
    const common = fields.filter((field) => this.#isCommon(field));
    const [first, ...others] = common;
    if (!first) return this.#none(needs, fields);
    const differing = others.filter((other) => this.#isDiffering(first, other));
    if (differing.length > 0) {
      throw new DoubtError({
        code: "two-fields",
        needs,
        fields: [first, ...differing].map(({ path }) => path),
      });
    }
    return first.path;
  }

  #none(needs: Needed, fields: readonly Field[]): never {
    if (fields.length === 1 || needs === "when") {
      const fitting = this.#count((group) => fields.some(({ path }) => group.paths.has(path)));
      throw new DoubtError({ code: "few-records", fitting, records: this.#survey.records });
    }
    throw new DoubtError({ code: "no-one-field", needs, fields: fields.map(({ path }) => path) });
  }

  #who(): { who: Path; name?: Path } {
    const all = this.#candidates("who");
    const { name: toldName } = this.#told.map;
    const ids = all.filter((field) => field.role === "who-id" && this.#isCommon(field));
    this.#checkPeople(all);
    const who = this.#one("who", ids.length > 0 && this.#told.map.who === undefined ? ids : all);
    const name =
      toldName ??
      this.#survey.of("who-name").find((field) => field.path !== who && !this.#isSide(field))?.path;
    return { who, ...(name !== undefined && { name }) };
  }

  /** An id that no two records share, beside a name that many do, is that of the record, or of a visit. */
  #checkPeople(all: readonly Field[]): void {
    if (this.#told.map.who !== undefined) return;
    const common = all.filter((field) => this.#isCommon(field) && field.tried >= leastPeople);
    const id = common.find(({ role, values, tried }) => role === "who-id" && values.size === tried);
    const name = common.find(({ role, values, tried }) => role === "who-name" && values.size * 2 < tried);
    if (id && name) throw new DoubtError({ code: "two-fields", needs: "who", fields: [name.path, id.path] });
  }

  #when(): readonly Field[] {
    const all = this.#candidates("when");
    if (this.#told.map.when !== undefined) return all;
    const common = all.filter((field) => this.#isCommon(field));
    const clocks = common.filter(({ moments, count }) => moments.clock === count);
    const dated = common.filter((field) => !clocks.includes(field));
    const [clock] = clocks;
    const [day] = dated;
    if (dated.length === 0 && clock) {
      throw new DoubtError({ code: "no-date", field: clock.path, sample: clock.sample });
    }
    if (clock && day && dated.length === 1 && clocks.length === 1 && day.midnights === day.count)
      return [day, clock];
    // A field that needs no zone and no order says most.
    const best = dated.toSorted((left, right) => right.moments.instant - left.moments.instant);
    const path = this.#one("when", best.length > 0 ? best : all);
    const when = best.filter((field) => field.path === path);
    for (const { count, midnights, sample } of when)
      if (count >= leastDays && midnights === count)
        throw new DoubtError({ code: "no-clock", field: path, sample });
    return when;
  }

  #room(): Pick<Mapping, "room"> {
    const { room } = this.#told.map;
    if (room !== undefined) return { room };
    const [first, ...others] = this.#survey.of("room").filter((field) => this.#isCommon(field));
    return first && others.every((other) => !this.#isDiffering(first, other)) ? { room: first.path } : {};
  }

  #kind(): Pick<Mapping, "kind"> {
    const told = this.#told.map.kind;
    const kinds = told === undefined ? this.#survey.of("kind").map(({ path }) => path) : [told];
    // A field that only some records have says more than one that all have.
    const bySize = kinds.toSorted((left, right) => this.#countOf(left) - this.#countOf(right));
    return kinds.length > 0 ? { kind: bySize } : {};
  }

  #countOf(path: Path): number {
    return this.#survey.fields.get(path)?.count ?? 0;
  }

  #side(who: Path): Pick<Mapping, "side"> {
    const side = this.#survey.of("who-name").find((field) => field.path !== who && this.#isSide(field));
    return side ? { side: side.path } : {};
  }

  /** Throws if records hold messages of others, which are not counted: people have to know that. */
  #checkNested({ who, what, when }: Mapping): void {
    const { nested } = this.#survey;
    if (nested === undefined || this.#isTold) return;
    const map = `who=${who},what=${what},when=${when.join("+")}`;
    throw new DoubtError({ code: "nested", field: nested, map });
  }

  /** Whether all that is needed was given: then it holds, however few records have it. */
  get #isTold(): boolean {
    const { who, what, when } = this.#told.map;
    return who !== undefined && what !== undefined && when !== undefined;
  }

  #checkFit(mapping: Mapping): void {
    if (this.#isTold) return;
    const { who, what, when } = mapping;
    const fitting = this.#count(({ paths, kinds }) => {
      const isKnown = paths.has(what) || kinds.length > 0;
      return (
        isKnown &&
        (paths.has(who) || kinds.some((word) => kindOfWord(word) !== undefined)) &&
        when.every((path) => paths.has(path))
      );
    });
    const { records } = this.#survey;
    if (fitting < records * enough) throw new DoubtError({ code: "few-records", fitting, records });
  }
}

/** Returns which field means what, and the order of its dates; or the obstacle. */
export const judge = (survey: Survey, told: Told): Decided | Doubt => {
  try {
    return new Judge(survey, told).dialect();
  } catch (error) {
    if (error instanceof DoubtError) return error.doubt;
    throw error;
  }
};
