import type { ByteSource } from "../bytes-of.ts";
import { byte, isBlank } from "../bytes.ts";
import { InputError } from "../input-error.ts";
import type { FilePosition } from "../damage.ts";
import { RecordSplitter } from "../splitter.ts";
import type { Dialect } from "./dialect.ts";
import { narrowEncoding } from "./encoding.ts";
import type { Path } from "./fields.ts";
import { Looker } from "./looker.ts";
import { type FieldMap, type Told } from "./told.ts";
import { type Doubt } from "./doubt.ts";
import { judge, type Decided } from "./mapping.ts";
import { NestedRecords, type Nest } from "./nested-records.ts";
import { eachPiece } from "./pieces.ts";

/** Hints on logs of other programs, from people who know them. */
export interface Hints extends Told {
  readonly map: FieldMap;
  readonly encoding?: string | undefined;
}

/** A log that is looked through before it is read. */
export interface Unknown {
  readonly file: string;
  readonly head: Buffer;
  /** All of its bytes, from the beginning. */
  open(encoding: string | undefined): Promise<ByteSource>;
}

interface Found {
  readonly looker: Looker;
  readonly nest: Nest | undefined;
}

/** How deep the arrays lie that are looked into first: those that only objects lead to. */
const nearest = 4;
const isOfObjects = (path: Path, depth: number): boolean => depth <= nearest && !path.includes("[]");

/** So many of a hundred records are not UTF-8: the log is in another encoding, not damaged. */
const manyNotUtf8 = 0.1;

/** Looks through a log of another program and decides how it is read. */
class Look {
  readonly #log: Unknown;
  readonly #hints: Hints;
  #encoding: string | undefined;

  constructor(log: Unknown, hints: Hints, encoding: string | undefined) {
    this.#log = log;
    this.#hints = hints;
    this.#encoding = encoding;
  }

  /** @returns undefined if there is no record at all, or if all are like ours */
  async dialect(): Promise<Dialect | undefined> {
    const found = await this.#records();
    const main = found.toSorted((left, right) => right.looker.records - left.looker.records)[0];
    if (!main || main.looker.survey.records === 0) return undefined;
    const { looker } = main;
    if (looker.notUtf8 > looker.records * manyNotUtf8) return this.#decoded(looker);
    return this.#judged(found, main);
  }

  async #decoded(looker: Looker): Promise<Dialect | undefined> {
    if (this.#encoding !== undefined) throw new InputError("encoding", this.#log.file);
    this.#encoding = looker.isMostlyLatin ? undefined : narrowEncoding(looker.sample);
    if (this.#encoding === undefined) throw new InputError("encoding", this.#log.file);
    return this.dialect();
  }

  #judged(found: readonly Found[], main: Found): Dialect | undefined {
    const { file } = this.#log;
    if (this.#isOurs(main)) return undefined;
    const judged = found.map((place) => ({ ...place, dialect: judge(place.looker.survey, this.#hints) }));
    const good = judged.flatMap(({ nest, looker, dialect }) =>
      "code" in dialect ? [] : [{ nest, looker, dialect }],
    );
    const [first, second] = good;
    if (second) {
      const places = good.map(({ nest }) => nest?.records ?? "");
      throw new InputError("several-places", file, { value: places.join(", ") });
    }
    if (first) return this.#whole(first.dialect, first.nest);
    throw this.#doubtOf(judge(main.looker.survey, this.#hints), main.looker.survey.first);
  }

  #doubtOf(doubt: Decided | Doubt, place: FilePosition | undefined): InputError {
    const { file } = this.#log;
    return "code" in doubt
      ? new InputError("doubt", file, { doubt, place })
      : new InputError("not-a-log", file, { place });
  }

  /** At least half of the records are as ours are: the others are damaged. */
  #isOurs({ nest, looker: { survey } }: Found): boolean {
    const isTold = Object.keys(this.#hints.map).length > 0;
    return !nest && !isTold && this.#encoding === undefined && survey.ours * 2 >= survey.records;
  }

  #whole(dialect: Decided, nest: Nest | undefined): Dialect {
    return {
      ...dialect,
      ...(this.#encoding !== undefined && { encoding: this.#encoding }),
      ...(nest && { records: nest.records, isKeyed: nest.isKeyed }),
    };
  }

  /** All places of the log where records can be. */
  async #records(): Promise<readonly Found[]> {
    const wanted = this.#hints.map.records;
    if (wanted !== undefined || (await this.#startsAsObject())) {
      const nested = await this.#nested((path, isArray, depth) =>
        wanted === undefined ? isArray && isOfObjects(path, depth) : isArray && wanted === path,
      );
      if (nested) {
        if (this.#isAnyGood(nested)) return nested;
        const keyed = await this.#nested(
          (path, isArray, depth) => !isArray && (wanted === undefined ? depth === 1 : wanted === path),
        );
        const deeper = await this.#nested(
          (path, isArray, depth) => !isArray && (wanted === undefined ? depth === 2 : wanted === path),
        );
        const better = [keyed, deeper].find((places) => places && this.#isAnyGood(places));
        if (better) return better;
        const flat = await this.#flat();
        if (this.#isAnyGood([flat])) return [flat];
        const outer = nested.length === 0 ? [flat] : nested;
        return (await this.#within(outer)) ?? outer;
      }
    }
    const flat = await this.#flat();
    return (await this.#within([flat])) ?? [flat];
  }

  /** Why records of a place are not read; undefined if they are. */
  #doubtOn({ looker }: Found): Doubt["code"] | undefined {
    const judged = judge(looker.survey, this.#hints);
    return "code" in judged ? judged.code : undefined;
  }

  /**
   * Records within those that lack something: `{"rooms": [{"messages": [{…}]}]}`; undefined if none of them
   * is complete.
   */
  async #within(outer: readonly Found[]): Promise<readonly Found[] | undefined> {
    const { records: wanted } = this.#hints.map;
    if (!outer.every((found) => this.#doubtOn(found) === "lacks")) return undefined;
    const found = await this.#nested((path, isArray) =>
      wanted === undefined ? isArray && path.includes("[].") : isArray && wanted === path,
    );
    const inner = found?.filter((place) => this.#doubtOn(place) !== "lacks") ?? [];
    return inner.length > 0 ? inner : undefined;
  }

  #isAnyGood(places: readonly Found[]): boolean {
    return places.some(
      ({ looker }) =>
        looker.notUtf8 > looker.records * manyNotUtf8 || !("code" in judge(looker.survey, this.#hints)),
    );
  }

  async #startsAsObject(): Promise<boolean> {
    await using source = await this.#log.open(this.#encoding);
    let first: number | undefined;
    await eachPiece(source, (bytes) => {
      first = bytes.find((value) => !isBlank(value) && value < 0x80);
      return first === undefined;
    });
    return first === byte.openBrace;
  }

  /** Records within the one object of the log; undefined when there are several. */
  async #nested(
    isWanted: (path: Path, isArray: boolean, depth: number) => boolean,
  ): Promise<readonly Found[] | undefined> {
    const lookers = new Map<Path, Found>();
    const splitter = new NestedRecords(
      {
        record: (bytes, place, nest) => {
          const found = lookers.get(nest.records) ?? { nest, looker: new Looker(this.#hints.map) };
          lookers.set(nest.records, found);
          found.looker.note(bytes, place);
        },
        damage: () => undefined,
      },
      isWanted,
    );
    await using source = await this.#log.open(this.#encoding);
    await eachPiece(source, (bytes) => {
      splitter.push(bytes);
      return splitter.objects < 2;
    });
    return splitter.objects > 1 ? undefined : [...lookers.values()];
  }

  async #flat(): Promise<Found> {
    const looker = new Looker(this.#hints.map);
    const splitter = new RecordSplitter({ record: looker.note, damage: () => undefined });
    await using source = await this.#log.open(this.#encoding);
    await eachPiece(source, (bytes) => {
      splitter.push(bytes);
      return true;
    });
    return { looker, nest: undefined };
  }
}

/**
 * How a log of another program is read; undefined if it is read as our own.
 * @throws {InputError} where a person who knows the log must give more information
 */
export const lookThrough = (
  log: Unknown,
  hints: Hints,
  encoding: string | undefined,
): Promise<Dialect | undefined> => new Look(log, hints, encoding).dialect();
