import type { Locale, Report } from "@beseda/protocol";
import type { Cells } from "../folds/cells.ts";

/** The data that the page is made of. */
export interface PageData {
  readonly report: Report;
  readonly cells: Cells;
  readonly locale: Locale;
  /** Whether the page follows a log that grows. */
  readonly isLive: boolean;
}
