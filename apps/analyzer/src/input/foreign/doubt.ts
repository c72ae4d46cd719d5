import type { DateOrder } from "../moment.ts";

export type Needed = "who" | "what" | "when";

/** Why a log of another program is not read: the information that a person who knows it has to give. */
export type Doubt =
  /** No field fits. */
  | { readonly code: "lacks"; readonly lacks: readonly Needed[]; readonly has: readonly string[] }
  /** Several fields fit, and they differ. */
  | { readonly code: "two-fields"; readonly needs: Needed; readonly fields: readonly string[] }
  /** No field fits in all records. */
  | { readonly code: "no-one-field"; readonly needs: Needed; readonly fields: readonly string[] }
  /** No time can be read in the field. */
  | { readonly code: "no-time"; readonly field: string; readonly sample: string }
  /** Times of the day, and no date. */
  | { readonly code: "no-date"; readonly field: string; readonly sample: string }
  /** Dates that can be read in several orders. */
  | DateDoubt<"date-order">
  /** The given order is not that of most dates. */
  | DateDoubt<"wrong-order">
  /** Dates in several orders. */
  | { readonly code: "mixed-dates"; readonly field: string; readonly sample: string }
  /** Days without a time of the day. */
  | { readonly code: "no-clock"; readonly field: string; readonly sample: string }
  /** Records have others in them, which nobody would count. */
  | { readonly code: "nested"; readonly field: string; readonly map: string }
  /** Too many records have none of it. */
  | { readonly code: "few-records"; readonly fitting: number; readonly records: number }
  /** A field that was named is not there. */
  | { readonly code: "no-field"; readonly field: string; readonly has: readonly string[] };

interface DateDoubt<Code extends string> {
  readonly code: Code;
  readonly field: string;
  readonly sample: string;
  /** Orders that fit. */
  readonly orders: readonly DateOrder[];
}

/** Thrown if a log cannot be read without more information. */
export class DoubtError extends Error {
  readonly doubt: Doubt;
  constructor(doubt: Doubt) {
    super(doubt.code);
    this.doubt = doubt;
  }
}
