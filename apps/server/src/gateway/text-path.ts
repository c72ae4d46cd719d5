/** Who comes over a plain WebSocket, and where to, as far as its path says. */
export interface TextPath {
  readonly name?: string;
  readonly room?: string;
}

/** Where programs look for a chat: at the root, and at the names that examples of all languages give it. */
const plain = /^\/(?:ws|chat|websocket|socket)?\/?$/u;
const withRoom = /^\/(?:ws\/)?chat\/(?<room>[^/]+)\/?$/u;
const withName = /^\/(?:ws|websocket|socket)\/(?<name>[^/]+)\/?$/u;

/** Where a client of the protocol looks for the server whose address was given with a path too many. */
const ofProtocol = /\/trpc\/?$/u;

/** @returns what a path says to the text gateway (PRG-3); undefined where it is another's */
export const textPathOf = (path: string): TextPath | undefined => {
  if (ofProtocol.test(path)) return undefined;
  if (plain.test(path)) return {};
  const { room } = withRoom.exec(path)?.groups ?? {};
  if (room !== undefined) return partOf("room", room);
  const { name } = withName.exec(path)?.groups ?? {};
  return name === undefined ? undefined : partOf("name", name);
};

const partOf = (part: keyof TextPath, encoded: string): TextPath | undefined => {
  try {
    return { [part]: decodeURIComponent(encoded) };
  } catch {
    return undefined;
  }
};
