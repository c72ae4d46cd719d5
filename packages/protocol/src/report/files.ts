import { z } from "zod";
import { count, person } from "./units.ts";

const sums = { count, bytes: count };

/** The files that people send, without those that were deleted. A file has its number here, never its name. */
export const filesReportSchema = z.object({
  ...sums,
  /** Files that were deleted. */
  deleted: count,
  /** By media type; the most bytes first, at most 50, as all below. */
  types: z.array(z.object({ media_type: z.string(), ...sums })),
  people: z.array(z.object({ ...person, ...sums })),
  largest: z.array(
    z.object({ seq: count, room: z.string(), ...person, media_type: z.string(), bytes: count }),
  ),
});
export type FilesReport = z.infer<typeof filesReportSchema>;
