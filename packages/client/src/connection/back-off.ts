export interface BackOffOptions {
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  /** Longest wait before the first retry. @default 1000 */
  readonly baseMs?: number;
  /** Longest wait before any retry. @default 30000 */
  readonly capMs?: number;
}

/**
 * Returns the wait before retry 0, 1, 2 …: anything between nothing and a limit that doubles ("full jitter"), from the
 * first retry on. Clients that lost one server at one moment come back one by one (DEL-8).
 */
export const fullJitter =
  ({ random, baseMs = 1000, capMs = 30_000 }: BackOffOptions) =>
  (retry: number): number =>
    random() * Math.min(capMs, baseMs * 2 ** retry);
