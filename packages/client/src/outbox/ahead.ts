/**
 * Returns the placeholder for the room that a command leads to while the server has not named it yet: what is said
 * there waits. No room has such a name, and no server accepts it as one.
 */
export const aheadOf = (id: string): string => `>${id}`;

export const isAhead = (room: string): boolean => room.startsWith(">");
