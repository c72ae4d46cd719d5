import type { Report } from "@beseda/protocol";
import type { Options } from "../command.ts";
import { anonymous, withoutText } from "../output/redact.ts";

/** The report, and what belongs to it, without what was asked to be left out. */
export const redacted = <Other>(
  report: Report,
  other: Other,
  { anonymize, text }: Pick<Options, "anonymize" | "text">,
): { readonly report: Report; readonly other: Other } => {
  const told = text ? report : withoutText(report);
  return anonymize ? anonymous(told, other) : { report: told, other };
};
