import {
  familiarPlaceOf,
  type Person,
  type RoomInvitation,
  type Signal,
  type Welcome,
} from "@beseda/protocol";

/** State that concerns the person alone, and is in none of their rooms. */
export interface PersonalState {
  /** Rooms that the person is invited to. */
  readonly invitations: readonly RoomInvitation[];
  /** People whom the person has blocked: their `client_id` with the name that they had. */
  readonly blocked: ReadonlyMap<string, string>;
  /** Open reports that wait for the person's decision as a moderator. */
  readonly reports: number;
}

export const nothingPersonal: PersonalState = { invitations: [], blocked: new Map(), reports: 0 };

const byId = (people: readonly Person[]): ReadonlyMap<string, string> =>
  new Map(people.map(({ client_id, name }) => [client_id, name]));

/** Returns the personal state in a greeting: fields that it leaves out are empty. */
export const personalIn = ({ invitations = [], blocked = [], reports = 0 }: Welcome): PersonalState => ({
  invitations,
  blocked: byId(blocked),
  reports,
});

/** Returns what a signal changes of it, if it is one of these. Each is the whole of its kind. */
const personalAfter = (signal: Signal): Partial<PersonalState> | undefined => {
  switch (signal.kind) {
    case "invitations":
      return { invitations: signal.invitations };
    case "blocked":
      return { blocked: byId(signal.blocked) };
    case "reports":
      return { reports: signal.reports };
    case "typing":
    case "presence":
    case "read":
      return undefined;
  }
};

/** Puts what signals change of it where it is kept; returns whether other people are blocked now. */
export const hearPersonal = (
  signals: readonly Signal[],
  store: { set(change: Partial<PersonalState>): void },
): boolean => {
  for (const signal of signals) {
    const change = personalAfter(signal);
    if (change) store.set(change);
  }
  return signals.some(({ kind }) => kind === "blocked");
};

/** Returns the room that a person is invited to and means by a typed name; anything else stays as it is. */
export const invitedRoom = ({ invitations }: Pick<PersonalState, "invitations">, typed: string): string => {
  const wanted = typed.toLowerCase();
  const meant = invitations.filter(({ room }) => familiarPlaceOf(room).toLowerCase() === wanted);
  return meant.length === 1 ? (meant[0]?.room ?? typed) : typed;
};
