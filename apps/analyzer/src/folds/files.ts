import type { FilesReport } from "@beseda/protocol";
import type { Row } from "../rows/row.ts";
import { mostFirst } from "./counts.ts";
import { defineFold, type FoldContext } from "./fold.ts";

/** A file that was sent: what it was called is not kept, since it may be deleted later. */
interface Sent {
  readonly client: number;
  readonly room: number;
  readonly mediaType: string;
  readonly size: number;
}

interface State {
  /** By `seq`. */
  files: Map<number, Sent>;
  deleted: number;
}

const listed = 50;

const send = ({ files: sent }: State, { seq, client, room, file }: Row): void => {
  if (file) sent.set(seq, { client, room, mediaType: file.mediaType, size: file.size });
};

interface Sum {
  count: number;
  bytes: number;
}

/** The sums of files that have something in common, the most bytes first. */
const sumsBy = <Key>(sent: Iterable<Sent>, keyOf: (file: Sent) => Key): Array<[Key, Sum]> => {
  const sums = new Map<Key, Sum>();
  for (const file of sent) {
    const sum = sums.get(keyOf(file)) ?? { count: 0, bytes: 0 };
    sums.set(keyOf(file), { count: sum.count + 1, bytes: sum.bytes + file.size });
  }
  return [...sums].sort(([, left], [, right]) => right.bytes - left.bytes).slice(0, listed);
};

const largestOf = ({ files: sent }: State, { idOf, nameOf, names }: FoldContext): FilesReport["largest"] =>
  mostFirst(new Map([...sent].map(([seq, { size }]) => [seq, size])), listed).flatMap(([seq, bytes]) => {
    const file = sent.get(seq);
    if (!file) return [];
    const { client, room, mediaType } = file;
    const place = { seq, room: names.rooms.values[room] ?? "" };
    return [{ ...place, client_id: idOf(client), name: nameOf(client), media_type: mediaType, bytes }];
  });

/** The fold of what people send: how many files, how large, of which types. */
export const files = defineFold({
  key: "files",
  types: ["file", "deleted", "redacted"],
  init: (): State => ({ files: new Map(), deleted: 0 }),
  step: (state: State, row: Row): void => {
    if (row.type === "file") send(state, row);
    else if (state.files.delete(row.target)) state.deleted += 1;
  },
  result: (state, context): FilesReport => {
    const all = [...state.files.values()];
    return {
      count: all.length,
      bytes: all.reduce((sum, { size }) => sum + size, 0),
      deleted: state.deleted,
      types: sumsBy(all, ({ mediaType }) => mediaType).map(([media_type, { count, bytes }]) => ({
        media_type,
        count,
        bytes,
      })),
      people: sumsBy(all, ({ client }) => client).map(([client, { count, bytes }]) => ({
        client_id: context.idOf(client),
        name: context.nameOf(client),
        count,
        bytes,
      })),
      largest: largestOf(state, context),
    };
  },
});
