import { serverId } from "@beseda/protocol";

/** Strings that come again and again, as numbers: 0, 1, 2 … in the order of their first use. */
export interface Dictionary {
  readonly values: string[];
  readonly indexes: Map<string, number>;
}

const emptyDictionary = (): Dictionary => ({ values: [], indexes: new Map() });

export const indexIn = ({ values, indexes }: Dictionary, value: string): number => {
  const known = indexes.get(value);
  if (known !== undefined) return known;
  const index = values.push(value) - 1;
  indexes.set(value, index);
  return index;
};

/** The names that the numbers in a `Row` stand for. */
export interface Names {
  readonly clients: Dictionary;
  readonly rooms: Dictionary;
  /** Display names. */
  readonly people: Dictionary;
}

/** The server is a client too, for the log. */
export const serverIndex = 0;

export const emptyNames = (): Names => {
  const names = { clients: emptyDictionary(), rooms: emptyDictionary(), people: emptyDictionary() };
  indexIn(names.clients, serverId);
  return names;
};
