import { closeCodes, gatewayTextsOf, type Locale, textsOf } from "@beseda/protocol";

/** Returns the last line that a person gets: the reason of the close, without the part for programs. */
export const partingLine = (code: number, reason: string, locale: Locale): string => {
  switch (code) {
    case closeCodes.restart.code:
      return textsOf(locale).serverStopping();
    case closeCodes.slow.code:
      return gatewayTextsOf(locale).slow();
    case closeCodes.internal.code:
      return gatewayTextsOf(locale).internal();
    default:
      return reason;
  }
};
