import { accountProcedures } from "./account.ts";
import { annotationProcedures } from "./annotation.ts";
import { messageProcedures } from "./message.ts";
import { moderationProcedures } from "./moderation.ts";
import { peopleProcedures } from "./people.ts";
import { pinProcedures } from "./pin.ts";
import { readProcedures } from "./read.ts";
import { reportProcedures } from "./report.ts";
import { roomInvitationProcedures } from "./room-invitation.ts";
import { roomProcedures } from "./room.ts";
import { searchProcedures } from "./search.ts";
import { eventProcedures, serverProcedures, sessionProcedures } from "./session.ts";

/** All procedures of a server. */
export const procedures = {
  account: accountProcedures,
  events: eventProcedures,
  message: { ...messageProcedures, ...annotationProcedures, ...pinProcedures },
  moderation: { ...moderationProcedures, ...reportProcedures },
  people: peopleProcedures,
  read: readProcedures,
  room: { ...roomProcedures, ...roomInvitationProcedures },
  search: searchProcedures,
  server: serverProcedures,
  session: sessionProcedures,
};
