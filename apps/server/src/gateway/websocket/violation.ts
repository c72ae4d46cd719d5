import type { CloseName } from "@beseda/protocol";

/** What a peer did wrong, by the code of an error of `ws`; undefined for a connection that broke. */
export const violationOf = (code: string | undefined): CloseName | undefined => {
  if (code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return "tooBig";
  if (code === "WS_ERR_TOO_MANY_BUFFERED_PARTS") return "tooManyParts";
  if (code === "WS_ERR_INVALID_UTF8") return "notText";
  return code?.startsWith("WS_ERR_") ? "protocolError" : undefined;
};
