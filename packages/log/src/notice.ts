import type { Locale } from "@beseda/protocol";
import { logTextsOf } from "./locale/texts.ts";
import type { BranchReason } from "./open/agreement.ts";

/** Something that the person who runs the log should know, though it goes on. */
export type LogNotice =
  /** What an interrupted write left behind the last complete record was moved to a file of its own (LOG-3). */
  | { readonly kind: "torn-tail"; readonly bytes: number; readonly lines: number; readonly keptAt: string }
  /** An interrupted write had reached no further than the closing bracket. */
  | { readonly kind: "closing-mended" }
  /** There is a log but no checkpoint that fits it. */
  | { readonly kind: "checkpoint-unused" }
  | { readonly kind: "checkpoint-failed"; readonly why: string }
  /** Told once, until a mark could be written again. */
  | { readonly kind: "mark-failed"; readonly why: string }
  /** Appends are refused. Told once, until there is room again. */
  | { readonly kind: "disk-full"; readonly file: string }
  | { readonly kind: "disk-has-room"; readonly file: string }
  /** The disk does not give these records back, or not as they were written. Told once, until all can be read again. */
  | {
      readonly kind: "unreadable";
      readonly file: string;
      readonly first: number;
      readonly last: number;
      /** What the disk said; undefined where it gave something else. */
      readonly why: string | undefined;
    }
  | { readonly kind: "readable"; readonly file: string }
  /** What was acknowledged, and is not at its place any more, could not be saved yet. */
  | { readonly kind: "not-saved"; readonly file: string; readonly why: string }
  /** The newest record is of this time, which is still to come. */
  | {
      readonly kind: "clock-behind";
      readonly time: string;
      readonly file: string;
      readonly data: string;
    }
  /** The log goes on under another name (LOG-11). */
  | { readonly kind: "branch"; readonly why: BranchReason; readonly log: string; readonly data: string }
  | { readonly kind: "not-durable" }
  | { readonly kind: "network-disk"; readonly file: string }
  /** The file itself could not be locked: its name and number are, for this user in this place. */
  | { readonly kind: "lock-of-name"; readonly file: string };

/** The notice as a sentence. */
export const describeNotice = (notice: LogNotice, locale: Locale): string => {
  const { notices } = logTextsOf(locale);
  switch (notice.kind) {
    case "torn-tail":
      return notices["torn-tail"](notice.bytes, notice.lines, notice.keptAt);
    case "checkpoint-failed":
    case "mark-failed":
      return notices[notice.kind](notice.why);
    case "not-saved":
      return notices["not-saved"](notice.file, notice.why);
    case "unreadable":
      return notices.unreadable(notice);
    case "clock-behind":
      return notices["clock-behind"](notice.time, notice.file, notice.data);
    case "branch":
      return `${notices.branch[notice.why](notice.data)} ${notices.goesOn(notice.log)}`;
    case "network-disk":
    case "lock-of-name":
    case "disk-full":
    case "disk-has-room":
    case "readable":
      return notices[notice.kind](notice.file);
    case "closing-mended":
    case "checkpoint-unused":
    case "not-durable":
      return notices[notice.kind]();
  }
};
