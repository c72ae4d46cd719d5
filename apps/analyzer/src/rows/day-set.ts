/** A set of days, as bits from the first of them on. */
export interface DaySet {
  first: number;
  bits: Uint8Array;
}

export const emptyDaySet = (): DaySet => ({ first: 0, bits: new Uint8Array(0) });

const room = 16;

/** Whether it was not there before. */
export const addDay = (days: DaySet, day: number): boolean => {
  if (days.bits.length === 0) days.first = day;
  if (day < days.first) extendBack(days, day);
  const index = day - days.first;
  const at = index >> 3;
  if (at >= days.bits.length) {
    const longer = new Uint8Array(at + room);
    longer.set(days.bits);
    days.bits = longer;
  }
  const byte = days.bits[at] ?? 0;
  const bit = 1 << (index & 7);
  days.bits[at] = byte | bit;
  return (byte & bit) === 0;
};

const extendBack = (days: DaySet, day: number): void => {
  const bytes = Math.ceil((days.first - day) / 8);
  const longer = new Uint8Array(days.bits.length + bytes);
  longer.set(days.bits, bytes);
  days.first -= bytes * 8;
  days.bits = longer;
};

const hasDay = ({ first, bits }: DaySet, day: number): boolean => {
  const index = day - first;
  return index >= 0 && ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
};

/** All days, in their order. */
export const daysOf = ({ first, bits }: DaySet): number[] => {
  const days: number[] = [];
  for (const [at, byte] of bits.entries()) {
    for (let bit = 0; byte >> bit !== 0; bit += 1) if ((byte >> bit) & 1) days.push(first + at * 8 + bit);
  }
  return days;
};

/** Whether one of `from` … `to` - 1 is in the set. */
export const hasDayIn = (days: DaySet, from: number, to: number): boolean => {
  for (let day = from; day < to; day += 1) if (hasDay(days, day)) return true;
  return false;
};

/** Days in a row, at most. */
export const longestStreak = (days: readonly number[]): number => {
  let longest = 0;
  let streak = 0;
  let before = Number.NaN;
  for (const day of days) {
    streak = day === before + 1 ? streak + 1 : 1;
    if (streak > longest) longest = streak;
    before = day;
  }
  return longest;
};
