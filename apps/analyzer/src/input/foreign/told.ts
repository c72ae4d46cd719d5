import type { DateOrder } from "../moment.ts";
import type { Path } from "./fields.ts";
import type { Role } from "./field-names.ts";

/** The meanings that the command line can give a field. */
export const meanings = ["who", "what", "when", "name", "room", "kind", "records"] as const;
export type Meaning = (typeof meanings)[number];
export type FieldMap = Readonly<Partial<Record<Meaning, string>>>;

/** Facts about a log, from a person who knows it. */
export interface Told {
  readonly map: FieldMap;
  readonly order?: DateOrder | undefined;
}

/** The fields that were given a meaning. */
export const toldPaths = (map: FieldMap): readonly Path[] =>
  Object.entries(map).flatMap(([meaning, path]) => {
    if (path === undefined || meaning === "records") return [];
    return meaning === "when" ? path.split("+") : [path];
  });

const roleOfMeaning = {
  who: "who-id",
  what: "what",
  when: "when",
  name: "who-name",
  room: "room",
  kind: "kind",
  records: undefined,
} as const satisfies Readonly<Record<Meaning, Role | undefined>>;

/** The roles of the fields that were given a meaning. */
export const toldRoles = (map: FieldMap): ReadonlyMap<Path, Role> =>
  new Map(
    meanings.flatMap((meaning) => {
      const role = roleOfMeaning[meaning];
      return role === undefined
        ? []
        : toldPaths({ [meaning]: map[meaning] }).map((path) => [path, role] as const);
    }),
  );
