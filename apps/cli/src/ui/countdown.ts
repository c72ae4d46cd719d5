/** Returns the whole seconds left, never less than one: what is due now is already under way. */
export const secondsUntil = (at: number, now: number): number => Math.max(1, Math.ceil((at - now) / 1000));
