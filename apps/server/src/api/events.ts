import { procedures, textsOf, type Welcome } from "@beseda/protocol";
import { beginsWithHistory, readableBy } from "../delivery/recent.ts";
import { startOf, type Start } from "../delivery/start.ts";
import type { Session } from "../session/session.ts";
import { counted, procedure, takePlace, router, type ApiContext } from "./trpc.ts";

export const events = router({
  /** Greeting, what was missed or the newest history, then everything that happens in the session's rooms. */
  follow: procedure.input(procedures.events.follow.input).subscription(({ ctx, input, signal }) => {
    const { delivery, outlet, session } = ctx;
    const welcome = welcomeOf(ctx, startOf(ctx.log, session, input));
    return delivery.follow({
      reader: session,
      outlet,
      welcome,
      readable: beginsWithHistory(welcome) ? readableBy(session) : undefined,
      signal: signal ?? session.ended,
      takePlace: () => takePlace(ctx),
    });
  }),
  /** Typing and presence of the others: newest values, no event ids, nothing of it in the log (DEL-7). */
  signals: procedure.subscription(({ ctx, signal }) => {
    const { outlet, session, signals } = ctx;
    return counted(ctx, signals.follow(session, outlet, signal ?? session.ended));
  }),
});

/** The greeting (SES-1). */
const welcomeOf = ({ log, session, limits, server }: ApiContext, start: Start): Welcome => ({
  message: textsOf(session.locale).greeting(),
  client_id: session.clientId,
  name: session.name,
  session: session.id,
  token: session.token,
  log: log.id,
  run: log.run,
  seq: start.seq,
  ...roomsOf(session),
  ...personal(session),
  locale: session.locale,
  limits,
  server,
  resumed: start.resumed,
  ...(!start.resumed && start.reset && { reset: start.reset }),
});

/** What the greeting has of the list of rooms (DEL-11). */
const greeted = { most: 200, bytes: 64 * 1024 };

const roomsOf = ({ membership }: Session): Pick<Welcome, "rooms" | "rooms_before"> => {
  const { rooms, before } = membership.summaries(greeted);
  return { rooms: [...rooms], ...(before !== undefined && { rooms_before: before }) };
};

/** What is nobody else's; most people have nothing of it. */
const personal = ({ membership, people }: Session): Pick<Welcome, "invitations" | "blocked" | "reports"> => {
  const { received } = membership.invitations();
  const blocked = people.blocked();
  const reports = people.openReports.length;
  return {
    ...(received.length > 0 && { invitations: received }),
    ...(blocked.length > 0 && { blocked: [...blocked] }),
    ...(reports > 0 && { reports }),
  };
};
