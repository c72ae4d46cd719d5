import { setTimeout as sleep } from "node:timers/promises";
import type { ChatClient } from "@beseda/client";

const turnMs = 50;
/** A minute on a machine that has time; on a busy one the turns of the program's own loop take longer too. */
const mostTurns = 1200;
/** The same without a connection: a server that is repaired meanwhile takes its time. */
const mostTurnsAway = 6000;

/**
 * Waits until everything that one typed is sent, as long as it becomes less; returns what waits if it stops.
 * Counts turns of the loop of client and server, not the clock: a busy machine is not taken for a standstill.
 */
export const standing = async (chat: ChatClient): Promise<string | undefined> => {
  let isSettled = false;
  void chat.settled().then(() => (isSettled = true));
  let least = Infinity;
  for (let turns = 0, away = 0; turns < mostTurns && away < mostTurnsAway;) {
    await sleep(turnMs);
    if (isSettled) return undefined;
    const { unsent, connection } = chat.snapshot();
    if (connection.phase === "online") turns += 1;
    else away += 1;
    chat.reconnectNow();
    if (unsent < least) turns = 0;
    least = Math.min(least, unsent);
  }
  return unsentIn(chat);
};

/** Lists the waiting messages and where they wait, for people who look for the reason. */
const unsentIn = (chat: ChatClient): string => {
  const { timelines, connection, storageProblem = "" } = chat.snapshot();
  const waiting = [...timelines].flatMap(([room, { items }]) =>
    items.flatMap((item) =>
      item.kind === "message" && item.delivery && item.delivery.state !== "acknowledged"
        ? `${room} «${item.text}» ${item.delivery.state}`
        : [],
    ),
  );
  return [connection.phase, storageProblem, ...waiting].join("; ");
};
