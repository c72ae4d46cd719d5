/** Whole seconds that are left, never less than one: what is due now is under way already. */
export const secondsUntil = (at: number, now: number): number => Math.max(1, Math.ceil((at - now) / 1000));
