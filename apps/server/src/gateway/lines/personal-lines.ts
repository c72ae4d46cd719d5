import {
  type AnyRecord,
  familiarPlaceOf,
  gatewayTextsOf,
  hasOwnWords,
  isOf,
  type RoomInvitation,
} from "@beseda/protocol";
import type { Session } from "../../session/session.ts";

/**
 * Tells whether a record concerns a person although it is of none of their rooms: an invitation, or a report
 * to decide about.
 */
export const isPersonal = (session: Session, record: AnyRecord): boolean => {
  if (isOf(record, "invited")) return record.client_id === session.clientId;
  return isOf(record, "reported") && session.decidesAbout(record);
};

/** Tells whether a record is hidden from a person: it has the words of somebody they have blocked (DIR-4). */
export const isFolded = (session: Session, record: AnyRecord): boolean =>
  session.hasBlocked(record.client_id) && hasOwnWords(record);

/** Returns news for a person as a sentence; undefined for an invitation that is no longer open. */
export const personalNews = (session: Session, record: AnyRecord): string | undefined => {
  const lines = gatewayTextsOf(session.locale);
  if (isOf(record, "reported")) return lines.reportNews(record.seq, record.name);
  if (!isOf(record, "invited")) return undefined;
  const isOpen = session.receivedInvitations.some(({ room }) => room === record.room);
  return isOpen ? lines.invitedYou(record.by_name, familiarPlaceOf(record.room)) : undefined;
};

/** Returns what waits for a newcomer: invitations, reports. */
export const waitingFor = ({ locale, receivedInvitations, openReports }: Session): readonly string[] => {
  const lines = gatewayTextsOf(locale);
  const invited = ({ by_name, room }: RoomInvitation): string =>
    lines.invitedYou(by_name, familiarPlaceOf(room));
  return [
    ...receivedInvitations.map(invited),
    ...(openReports.length === 0 ? [] : [lines.reportsWait(openReports.length)]),
  ];
};
