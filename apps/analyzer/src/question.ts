import type { SectionKey } from "@beseda/protocol";
import type { Filter } from "./filters/filter.ts";
import type { Hints } from "./input/foreign/look.ts";
import type { Clock } from "./rows/clock.ts";

/** A question about a log. */
export interface Question {
  readonly sections: readonly SectionKey[];
  readonly filter: Filter;
  readonly clock: Clock;
  /** Hints on logs of other programs. @default nothing */
  readonly hints?: Hints | undefined;
}
