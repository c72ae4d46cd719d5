import type { Report } from "@beseda/protocol";

/** The report as JSON, section by section: all of it at once takes more memory than what it is made from. */
export function* jsonOf(report: Report): Generator<string> {
  let before = "{";
  for (const [key, value] of Object.entries(report)) {
    // Without the braces around it, and the line break before the last of them.
    yield before + JSON.stringify({ [key]: value }, null, 2).slice(1, -2);
    before = ",";
  }
  yield "\n}\n";
}
