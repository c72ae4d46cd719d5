import type { Locale, Viewer } from "@beseda/protocol";

/** Formats a moment in the person's time zone, as their language writes it. */
export const personClock =
  (locale: Locale): Viewer["clockAt"] =>
  (time) => {
    const moment = new Date(time);
    const clock = new Intl.DateTimeFormat(locale, { timeStyle: "medium" }).format(moment);
    const zone = new Intl.DateTimeFormat("en", { timeZoneName: "longOffset" })
      .formatToParts(moment)
      .find(({ type }) => type === "timeZoneName")?.value;
    return { clock, zone: (zone ?? "").replace("GMT", "UTC") };
  };
