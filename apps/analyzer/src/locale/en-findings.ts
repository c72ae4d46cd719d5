const plural = new Intl.PluralRules("en");
const count = (value: number, one: string, other: string): string =>
  `${new Intl.NumberFormat("en").format(value)} ${plural.select(value) === "one" ? one : other}`;

/** The facts on who talks, for the first sentence. */
export interface ToldTalk {
  readonly period: string;
  readonly people: number;
  readonly messages: number;
  readonly most: { readonly name: string; readonly share: string } | undefined;
}

/** The facts on how sessions are, for the second one. */
export interface ToldSessions {
  readonly median: string | undefined;
  readonly abnormalShare: string;
  /** How most of the abnormal ends came about; undefined if there was none. */
  readonly mostly: string | undefined;
}

export interface ToldIncident {
  readonly when: string;
  readonly drops: number;
  readonly clients: number;
  readonly recovery: string | undefined;
}

/** The findings that matter in a report, in sentences. */
export const findings = {
  title: "What matters",
  talk: ({ period, people, messages, most }: ToldTalk): string =>
    `${period}: ${count(people, "person", "people")}, ${count(messages, "message", "messages")}${most ? `; ${most.name} writes most, ${most.share} of them` : ""}.`,
  sessions: ({ median, abnormalShare, mostly }: ToldSessions): string => {
    const length =
      median === undefined ? "No session has ended by itself" : `A session usually lasts ${median}`;
    return mostly === undefined
      ? `${length}, and no connection was lost.`
      : `${length}; ${abnormalShare} of them are cut off, most often like this: ${mostly}.`;
  },
  noSessions: "The log does not say who came and went when, so it tells nothing of sessions and losses.",
  damaged: (places: number): string =>
    `${count(places, "place", "places")} of the log could not be read: the numbers are of the rest.`,
  crashes: (crashes: number, down: string): string =>
    `The server crashed ${count(crashes, "time", "times")}; it was down for ${down} in all.`,
  incident: ({ when, drops, clients, recovery }: ToldIncident): string =>
    `The worst was on ${when}: ${count(drops, "connection", "connections")} of ${count(clients, "person", "people")} lost at once, ${recovery === undefined ? "and most were not back in ten minutes" : `most were back in ${recovery}`}.`,
  change: (days: number, change: string, isMore: boolean): string =>
    `In the last ${count(days, "day", "days")} there were ${change} ${isMore ? "more" : "fewer"} messages than in as many days before.`,
  calm: "No crash of the server, no mass loss of connections, and no damage in the log.",
};
