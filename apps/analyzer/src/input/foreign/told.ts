import type { DateOrder } from "../moment.ts";
import type { Path } from "./fields.ts";
import type { Role } from "./field-names.ts";

/** What a field can be told to mean, on the command line. */
export const meanings = ["who", "what", "when", "name", "room", "kind", "records"] as const;
export type Meaning = (typeof meanings)[number];
export type FieldMap = Readonly<Partial<Record<Meaning, string>>>;

/** What whoever knows a log says of it. */
export interface Told {
  readonly map: FieldMap;
  readonly order?: DateOrder | undefined;
}

/** The fields that were told to mean something. */
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

/** What the fields that were told are good for. */
export const toldRoles = (map: FieldMap): ReadonlyMap<Path, Role> =>
  new Map(
    meanings.flatMap((meaning) => {
      const role = roleOfMeaning[meaning];
      return role === undefined
        ? []
        : toldPaths({ [meaning]: map[meaning] }).map((path) => [path, role] as const);
    }),
  );
