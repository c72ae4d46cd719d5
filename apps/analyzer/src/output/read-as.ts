import type { Report } from "@beseda/protocol";
import type { Texts } from "../locale/en.ts";
import { oneLine } from "./writer.ts";

/** How logs of other programs were read: a line each, for the head of the report. */
export const readAsLines = ({ input }: Report, texts: Texts): string[] => {
  const told = input.read_as ?? [];
  return told.map((one) => oneLine(texts.readAs(one, input.files.length > 1)));
};
