import { isFull, systemCode } from "../disk/disk.ts";
import { LogRedactionError } from "../error.ts";
import { blanked, saltedIn } from "../format/salt.ts";
import {
  announce,
  blankOut,
  keepIntent,
  type Overwrite,
  type RedactionIntent,
} from "../open/redaction-intent.ts";
import type { Target } from "./redaction-targets.ts";

/** The bytes that replace those from the salt, or what is removed before it, to the end of the text. */
export const overwriteOf = ({ bytes, offset }: Target): Overwrite => {
  const blank = blanked(bytes);
  const found = saltedIn(bytes);
  if (!blank || !found) throw new RangeError("a record without a salt");
  const places = [found.salt, ...found.told];
  const start = Math.min(...places.map((place) => place.start));
  const end = Math.max(...places.map((place) => place.end));
  return { offset: offset + start, bytes: blank.subarray(start, end) };
};

/**
 * Carries out a redaction: from the saved intent on, a failure leaves the rest to the next opening.
 * @throws {LogRedactionError} the disk failed after that
 */
export const writeRedaction = async (
  place: Parameters<typeof keepIntent>[0],
  intent: RedactionIntent,
): Promise<void> => {
  await keepIntent(place, intent);
  try {
    await announce(place, intent);
  } catch (error) {
    // If the disk was full, the intent was withdrawn.
    throw isFull(systemCode(error)) ? error : new LogRedactionError(place.log, error);
  }
  try {
    await blankOut(place, intent);
  } catch (error) {
    throw new LogRedactionError(place.log, error);
  }
};
