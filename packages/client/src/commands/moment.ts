import { textsOf, type Locale } from "@beseda/protocol";

/** What time it is on the server, said in the time zone of the person. */
export const sayMoment = (time: string, locale: Locale): string => {
  const { day, time: say } = textsOf(locale).lines;
  const moment = new Date(time);
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "medium" }).format(moment);
  const zone = new Intl.DateTimeFormat("en", { timeZoneName: "longOffset" })
    .formatToParts(moment)
    .find(({ type }) => type === "timeZoneName")?.value;
  return say(`${clock}, ${day(moment)}`, (zone ?? "").replace("GMT", "UTC"));
};
