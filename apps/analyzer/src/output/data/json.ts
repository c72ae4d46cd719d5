import type { Report } from "@beseda/protocol";

/** An array with more elements than this is written one by one. */
const long = 1000;

const isLong = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > long;

const hasLong = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).some(isLong);

const indented = (value: unknown, indent: string): string =>
  JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);

function* piecesOf(value: unknown, indent: string): Generator<string> {
  const inner = `${indent}  `;
  if (isLong(value)) {
    let before = "[";
    for (const element of value) {
      yield `${before}\n${inner}${indented(element, inner)}`;
      before = ",";
    }
    yield `\n${indent}]`;
  } else if (hasLong(value)) {
    let before = "{";
    for (const [key, field] of Object.entries(value)) {
      yield `${before}\n${inner}${JSON.stringify(key)}: `;
      yield* piecesOf(field, inner);
      before = ",";
    }
    yield `\n${indent}}`;
  } else yield indented(value, indent);
}

/**
 * The report as JSON, piece by piece: all of it at once takes more memory than what it is made from and, with a
 * million clients, is longer than any text can be.
 */
export function* jsonOf(report: Report): Generator<string> {
  let before = "{";
  for (const [key, value] of Object.entries(report)) {
    yield `${before}\n  ${JSON.stringify(key)}: `;
    yield* piecesOf(value, "  ");
    before = ",";
  }
  yield "\n}\n";
}
