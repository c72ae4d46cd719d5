/** A clock that is behind the log by more is worth a word. */
export const clockToleranceMs = 60_000;
