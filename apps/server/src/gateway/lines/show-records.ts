import { Subscriber, type Source } from "../../delivery/subscriber.ts";
import type { Session } from "../../session/session.ts";
import type { LinePort } from "./line-port.ts";
import type { Rounds } from "./line-session-parts.ts";
import { LineSink } from "./line-sink.ts";
import { isPersonal } from "./personal-lines.ts";
import type { Screen } from "./screen.ts";

export interface ShownRecords {
  readonly source: Source;
  readonly session: Session;
  readonly port: LinePort;
  readonly screen: Screen;
  readonly rounds: Rounds;
  /** Aborted when nobody reads any longer. */
  readonly gone: AbortSignal;
  /** The `seq` after which the records go on. */
  readonly after: number;
}

/** Shows a person the records of their rooms as they come, and notes what is read of them. */
export const showRecords = (parts: ShownRecords): Subscriber => {
  const { source, session, port, screen, rounds, gone, after } = parts;
  const sink = new LineSink({
    port,
    gone,
    show: (entry) => screen.follow(entry),
    concerns: (record) => isPersonal(session, record),
  });
  const subscriber = new Subscriber({ source, reader: session, sink });
  const stop = (): void => {
    subscriber.stop();
    rounds.unwatch(screen.reading);
  };
  subscriber.start({ after });
  screen.reading.follow(subscriber, after);
  rounds.watch(screen.reading);
  gone.addEventListener("abort", stop, { once: true });
  if (gone.aborted) stop();
  return subscriber;
};
