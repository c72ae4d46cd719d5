import type { TimelineMessage } from "@beseda/client";

export type Tone = "info" | "warning" | "error" | "good";

/** A note of the terminal client itself, between the messages of people. */
export interface Note {
  readonly tone: Tone;
  readonly lines: readonly string[];
}

/** Whether somebody comes, goes, or something else happens. */
export type Way = "in" | "out" | "other";

/** One item in the order in which a person reads it; never changes once written. */
export type Entry =
  | { readonly kind: "day"; readonly key: string; readonly time: string }
  /** New messages begin here. */
  | { readonly kind: "news"; readonly key: string }
  | { readonly kind: "room"; readonly key: string; readonly place: string }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: TimelineMessage;
      /** Whether it was written here since the program started: its acknowledgement is news. */
      readonly wasTyped: boolean;
      /** Whether it is shown with its number. */
      readonly isNumbered: boolean;
      /** The room that it was said in, where that is not the one in view. */
      readonly place?: string;
    }
  | {
      readonly kind: "notice";
      readonly key: string;
      readonly time: string;
      readonly text: string;
      readonly way: Way;
    }
  | ({ readonly kind: "note"; readonly key: string } & Note);
