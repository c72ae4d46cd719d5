/** A clock that is behind the log by more than this is reported. */
export const clockToleranceMs = 60_000;
