/** The client of a plain WebSocket and its destination, as far as the path says. */
export interface TextPath {
  readonly name?: string;
  readonly room?: string;
  /** The client wants to be answered in JSON lines (PRG-7). */
  readonly format?: "json";
}

/**
 * Matches the paths where programs look for a chat: the root, and the names used in examples of all
 * languages.
 */
const plain = /^\/(?:ws|chat|websocket|socket)?\/?$/u;
const inJson = /^\/json\/?$/u;
const withRoom = /^\/(?:ws\/)?chat\/(?<room>[^/]+)\/?$/u;
const withName = /^\/(?:ws|websocket|socket)\/(?<name>[^/]+)\/?$/u;

/** Matches the path used by a protocol client whose server address was given with a superfluous path. */
const ofProtocol = /\/trpc\/?$/u;

/** @returns what a path says to the text gateway (PRG-3); undefined if the path belongs to another gateway */
export const textPathOf = (path: string): TextPath | undefined => {
  if (ofProtocol.test(path)) return undefined;
  if (plain.test(path)) return {};
  if (inJson.test(path)) return { format: "json" };
  const { room } = withRoom.exec(path)?.groups ?? {};
  if (room !== undefined) return partOf("room", room);
  const { name } = withName.exec(path)?.groups ?? {};
  return name === undefined ? undefined : partOf("name", name);
};

/** Returns the format of answers that a query asks for. */
export const formatAsked = (asked: string | null | undefined): "text" | "json" | undefined =>
  asked === "json" || asked === "text" ? asked : undefined;

const partOf = (part: "name" | "room", encoded: string): TextPath | undefined => {
  try {
    return { [part]: decodeURIComponent(encoded) };
  } catch {
    return undefined;
  }
};
