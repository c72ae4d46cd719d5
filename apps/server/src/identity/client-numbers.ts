const prefix = "Client_";

/** `N` of `Client_N`; 0 for anybody else. */
export const numberOf = (clientId: string): number =>
  clientId.startsWith(prefix) ? Number(/^\d+$/u.exec(clientId.slice(prefix.length))?.[0] ?? 0) : 0;

/** The `client_id` with that number. */
export const clientOf = (number: number): string => `${prefix}${number}`;

/**
 * Gives each newcomer a `client_id` that nobody had before (IDN-3).
 *
 * An implementation MUST give each number once, however many ask at once and on whatever node, each above
 * every number that the log and the store of accounts know, whichever of them has lost its end. A number
 * whose owner was refused afterwards MUST NOT be given again. It may be refused with `accounts-busy`.
 */
export interface ClientNumbers {
  next(): Promise<string>;
}
