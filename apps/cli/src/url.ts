const protocols: ReadonlySet<string> = new Set(["http:", "https:", "ws:", "wss:"]);

/** Returns a server's address as the client takes it; `host:port` alone means http. Undefined if invalid. */
export const parseUrl = (value: string): string | undefined => {
  const address = value.includes("://") ? value : `http://${value}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !protocols.has(url.protocol) || url.hostname === "") return undefined;
  return url.href.replace(/\/$/u, "");
};
