import type { Locale } from "@beseda/protocol";
import { logTextsOf } from "./locale/texts.ts";
import type { BranchReason } from "./open/agreement.ts";

/** Something that the operator should know, although the log continues. */
export type LogNotice =
  /** The remains of an interrupted write at the end of the log were moved to their own file (LOG-3). */
  | { readonly kind: "torn-tail"; readonly bytes: number; readonly lines: number; readonly keptAt: string }
  /** An interrupted write had reached no further than the closing bracket. */
  | { readonly kind: "closing-mended" }
  /** The log has no checkpoint that fits it. */
  | { readonly kind: "checkpoint-unused" }
  | { readonly kind: "checkpoint-failed"; readonly why: string }
  /** The mark could not be written. Reported once, until a mark can be written again. */
  | { readonly kind: "mark-failed"; readonly why: string }
  /** Appends are refused. Reported once, until there is room again. */
  | { readonly kind: "disk-full"; readonly file: string }
  | { readonly kind: "disk-has-room"; readonly file: string }
  /** These records cannot be read back as they were written. Reported once, until all can be read again. */
  | {
      readonly kind: "unreadable";
      readonly file: string;
      readonly first: number;
      readonly last: number;
      /** The disk's error; undefined if the disk returned other content. */
      readonly why: string | undefined;
    }
  | { readonly kind: "readable"; readonly file: string }
  /** Acknowledged records that are no longer at their place could not be saved yet. */
  | { readonly kind: "not-saved"; readonly file: string; readonly why: string }
  /** The newest record has this time, which is still in the future. */
  | {
      readonly kind: "clock-behind";
      readonly time: string;
      readonly file: string;
      readonly data: string;
    }
  /** The log continues under another name (LOG-11). */
  | { readonly kind: "branch"; readonly why: BranchReason; readonly log: string; readonly data: string }
  | { readonly kind: "not-durable" }
  | { readonly kind: "network-disk"; readonly file: string }
  /** The file itself could not be locked: its name and number are locked, for this user in this place. */
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
