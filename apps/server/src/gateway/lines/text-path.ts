/** Who comes over a plain WebSocket, and where to, as far as its path says. */
export interface TextPath {
  readonly name?: string;
  readonly room?: string;
  /** It wants to be answered in JSON lines (PRG-7). */
  readonly format?: "json";
}

/** Where programs look for a chat: at the root, and at the names that examples of all languages give it. */
const plain = /^\/(?:ws|chat|websocket|socket)?\/?$/u;
const inJson = /^\/json\/?$/u;
const withRoom = /^\/(?:ws\/)?chat\/(?<room>[^/]+)\/?$/u;
const withName = /^\/(?:ws|websocket|socket)\/(?<name>[^/]+)\/?$/u;

/** Where a client of the protocol looks for the server whose address was given with a path too many. */
const ofProtocol = /\/trpc\/?$/u;

/** @returns what a path says to the text gateway (PRG-3); undefined where it is another's */
export const textPathOf = (path: string): TextPath | undefined => {
  if (ofProtocol.test(path)) return undefined;
  if (plain.test(path)) return {};
  if (inJson.test(path)) return { format: "json" };
  const { room } = withRoom.exec(path)?.groups ?? {};
  if (room !== undefined) return partOf("room", room);
  const { name } = withName.exec(path)?.groups ?? {};
  return name === undefined ? undefined : partOf("name", name);
};

/** What a query asks to be answered in. */
export const formatAsked = (asked: string | null | undefined): "text" | "json" | undefined =>
  asked === "json" || asked === "text" ? asked : undefined;

const partOf = (part: "name" | "room", encoded: string): TextPath | undefined => {
  try {
    return { [part]: decodeURIComponent(encoded) };
  } catch {
    return undefined;
  }
};
