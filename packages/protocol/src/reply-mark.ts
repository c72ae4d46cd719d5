/** Stands before the words of a message that answers another one; the same in each language (MSG-8). */
export const replyMark = (replyTo: number | undefined): string =>
  replyTo === undefined ? "" : `↪ #${replyTo} `;
