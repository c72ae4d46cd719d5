import { procedures, textsOf, type Welcome } from "@beseda/protocol";
import { beginsWithHistory, readableBy } from "../delivery/recent.ts";
import { startOf, type Start } from "../delivery/start.ts";
import { connectionOf, counted, takePlace, type Context } from "./context.ts";
import { blockedBy } from "./people.ts";
import { procedure, router } from "./procedure.ts";
import { summaries } from "./room-summary.ts";

export const events = router({
  /**
   * Sends the greeting, what was missed or the newest history, then everything that happens in the session's
   * rooms.
   */
  follow: procedure.input(procedures.events.follow.input).subscription(({ ctx, input, signal }) => {
    const { session, services } = ctx;
    const welcome = welcomeOf(ctx, startOf(services.log, session, input));
    return services.delivery.follow({
      reader: session,
      outlet: connectionOf(ctx).outlet,
      welcome,
      readable: beginsWithHistory(welcome) ? readableBy(session) : undefined,
      signal: signal ?? session.ended,
      takePlace: () => takePlace(ctx),
    });
  }),
  /**
   * Sends typing and presence of the others: newest values, no event ids, nothing of it in the log (DEL-7).
   */
  signals: procedure.subscription(({ ctx, signal }) => {
    const { session, services } = ctx;
    const { outlet } = connectionOf(ctx);
    return counted(ctx, services.signals.follow(session, outlet, signal ?? session.ended));
  }),
});

/** The greeting (SES-1). */
const welcomeOf = (context: Context, start: Start): Welcome => {
  const { session, services } = context;
  const { log, limits, server } = services;
  return {
    message: textsOf(session.locale).greeting(),
    client_id: session.clientId,
    name: session.name,
    session: session.id,
    token: session.token,
    log: log.id,
    run: log.run,
    seq: start.seq,
    ...roomsOf(context),
    ...personal(context),
    locale: session.locale,
    limits,
    server,
    resumed: start.resumed,
    ...(!start.resumed && start.reset && { reset: start.reset }),
  };
};

/** Limits of the list of rooms in the greeting (DEL-11). */
const greeted = { most: 200, bytes: 64 * 1024 };

const roomsOf = (context: Context): Pick<Welcome, "rooms" | "rooms_before"> => {
  const { rooms, before } = summaries(context, greeted);
  return { rooms: [...rooms], ...(before !== undefined && { rooms_before: before }) };
};

/** The personal part of the greeting; most people have nothing of it. */
const personal = (context: Context): Pick<Welcome, "invitations" | "blocked" | "reports"> => {
  const { receivedInvitations: received, openReports } = context.session;
  const blocked = blockedBy(context);
  const reports = openReports.length;
  return {
    ...(received.length > 0 && { invitations: [...received] }),
    ...(blocked.length > 0 && { blocked: [...blocked] }),
    ...(reports > 0 && { reports }),
  };
};
