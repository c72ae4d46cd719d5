/** Edits (insert, remove, replace, swap neighbours) between two words: optimal string alignment. */
export const editDistance = (from: string, to: string): number => {
  const source = Array.from(from);
  const target = Array.from(to);
  let beforeLast: number[] = [];
  let last = Array.from({ length: target.length + 1 }, (_, column) => column);
  for (const [row, letter] of source.entries()) {
    const next = [row + 1];
    for (const [column, other] of target.entries()) {
      const replaced = (last[column] ?? 0) + (letter === other ? 0 : 1);
      const cheapest = Math.min(replaced, (last[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1);
      const swapped = letter === target[column - 1] && other === source[row - 1];
      next.push(swapped ? Math.min(cheapest, (beforeLast[column - 1] ?? 0) + 1) : cheapest);
    }
    beforeLast = last;
    last = next;
  }
  return last[target.length] ?? source.length;
};
