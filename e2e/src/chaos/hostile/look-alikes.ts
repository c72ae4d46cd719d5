/** Everything that the honest are known to have said, by their names. */
export type Said = ReadonlyMap<string, ReadonlySet<string>>;

/** Characters that a terminal takes for an order. */
// oxlint-disable-next-line no-control-regex -- the pattern exists to name control characters
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/u;
/** Characters that some program takes for the end of a line. */
// oxlint-disable-next-line no-control-regex -- see above
const ends = /[\n\r\v\f\u001C-\u001E\u0085\u2028\u2029]/u;
const head = /^(?:\S+ )?\[\d\d:\d\d:\d\d\] (?<rest>.*)$/u;

/** Lines read that look as if another person had said or done it; and those that are not lines of text. */
export const lookAlikesIn = (lines: readonly string[], said: Said): readonly string[] =>
  lines.flatMap((line) => {
    const faults = [
      ...(controls.test(line) ? ["has a control character"] : []),
      ...(ends.test(line) ? ["has the end of a line in it"] : []),
      ...line.split(ends).flatMap((part) => pretence(part, said) ?? []),
    ];
    return faults.map((fault) => `the line ${JSON.stringify(line.slice(0, 120))} ${fault}`);
  });

const pretence = (line: string, said: Said): string | undefined => {
  const rest = head.exec(line)?.groups?.["rest"];
  for (const [name, texts] of said) {
    if (rest?.startsWith(`${name}: `) && !texts.has(rest.slice(name.length + 2)))
      return `looks as if ${name} had said it`;
    const isGone = [`*** ${name} покидает чат`, `*** ${name}: связь потеряна`, `*** ${name} теперь `].some(
      (words) => rest?.startsWith(words) && !rest.endsWith(" теперь в чате"),
    );
    if (isGone) return `looks as if ${name} were gone, or another`;
  }
  return undefined;
};
