import { closeCodes, textsOf, type Locale } from "@beseda/protocol";

/** The last line that a person gets: the reason of the close, without what only programs read of it. */
export const partingLine = (code: number, reason: string, locale: Locale): string => {
  switch (code) {
    case closeCodes.restart.code:
      return textsOf(locale).serverStopping();
    case closeCodes.slow.code:
      return textsOf(locale).lines.slow();
    case closeCodes.internal.code:
      return textsOf(locale).lines.internal();
    default:
      return reason;
  }
};
