import type { CloseName } from "@beseda/protocol";

/** Returns the violation of a peer by the code of a `ws` error; undefined for a broken connection. */
export const violationOf = (code: string | undefined): CloseName | undefined => {
  if (code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return "tooBig";
  if (code === "WS_ERR_TOO_MANY_BUFFERED_PARTS") return "tooManyParts";
  if (code === "WS_ERR_INVALID_UTF8") return "notText";
  return code?.startsWith("WS_ERR_") ? "protocolError" : undefined;
};
