/**
 * Counts edits (insert, remove, replace, swap neighbours) between two words: optimal string alignment, in
 * UTF-16 units.
 * @param most - the count stops here: `most + 1` is returned for any more edits
 */
export const editDistance = (from: string, to: string, most: number): number => {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let beforeLast = new Uint16Array(to.length + 1);
  let last = Uint16Array.from({ length: to.length + 1 }, (_, column) => column);
  let next = new Uint16Array(to.length + 1);
  for (let row = 1; row <= from.length; row += 1) {
    next[0] = row;
    let least = row;
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const replaced = at(last, column - 1) + (isSame ? 0 : 1);
      let edits = Math.min(replaced, at(last, column) + 1, at(next, column - 1) + 1);
      const isSwap = column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwap) edits = Math.min(edits, at(beforeLast, column - 2) + 1);
      next[column] = edits;
      least = Math.min(least, edits);
    }
    if (least > most) return most + 1;
    [beforeLast, last, next] = [last, next, beforeLast];
  }
  return Math.min(at(last, to.length), most + 1);
};

const at = (row: Uint16Array, column: number): number => row[column] ?? 0;
