/**
 * The room that a command leads to while the server has not said yet which one that is: what is said there waits. No
 * room is called so, and no server takes it for one.
 */
export const aheadOf = (id: string): string => `>${id}`;

export const isAhead = (room: string): boolean => room.startsWith(">");
