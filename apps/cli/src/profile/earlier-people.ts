import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EarlierIdentity } from "@beseda/client";
import { nameSchema } from "@beseda/protocol";
import { z } from "zod";

const rememberedSchema = z.object({
  last: z.unknown(),
  people: z.array(z.unknown()).catch([]),
});
const personSchema = z.object({ name: nameSchema, folder: z.string().regex(/^[\w-]+$/u) });

const remembered = (root: string) => {
  try {
    return rememberedSchema.parse(JSON.parse(readFileSync(join(root, "people.json"), "utf8")));
  } catch {
    // The file is missing or damaged: nobody is known, which costs one question.
    return { last: undefined, people: [] };
  }
};

/**
 * Returns the people in the list that earlier versions kept, by name and for all servers: each person's
 * folder has a subfolder for every server, named by its address. The list stays as it is, for those versions.
 */
export const earlierPeople = (
  root: string,
  foldersIn: (folder: string) => readonly string[],
): readonly EarlierIdentity[] => {
  const { last, people } = remembered(root);
  const known = people.flatMap((person) => personSchema.safeParse(person).data ?? []);
  const isLast = ({ name }: { name: string }): number => (name === last ? 1 : 0);
  return known
    .toSorted((one, other) => isLast(one) - isLast(other))
    .flatMap(({ name, folder }) =>
      foldersIn(join(root, folder)).map((address) => ({
        address: decodeURIComponent(address),
        place: folder,
        name,
        asked: name,
        used: true,
      })),
    );
};
