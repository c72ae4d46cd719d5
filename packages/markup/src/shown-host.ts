/** Invisible characters: directions, joiners, characters of zero width. */
const unseen = /\p{Cf}/gu;
const userAndHost = /^[a-z]+:\/\/[^/?#]*@/iu;
/** Words separated by dots or by characters that replace dots. */
const hostLike =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,62}(?:\s?[.。．｡․]\s?[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,62})+/gu;

const hostOf = (words: string): string => {
  const host = words.replaceAll(/\s?[.。．｡․]\s?/gu, ".");
  return URL.canParse(`https://${host}`) ? new URL(`https://${host}`).host : host;
};

const withoutWww = (host: string): string => host.replace(/^www\./u, "");

/**
 * Returns the host of an address if the link's words could be taken for an address of another host (MD-3):
 * words with dots in them that are not its own name, or an address with a user name before its host. File
 * names such as `main.ts` look the same: their host is shown needlessly.
 */
export const shownHost = (words: string, href: string): string | undefined => {
  const { protocol, host, hostname, pathname } = new URL(href);
  const real = protocol === "mailto:" ? pathname : host;
  const seen = words.replaceAll(unseen, "").normalize("NFKC");
  if (protocol === "mailto:") return seen.includes(pathname) || !/[@.]/u.test(seen) ? undefined : real;
  if (userAndHost.test(href) || userAndHost.test(seen)) return real;
  // In a written-out address, only the part before its path is a host.
  const own = /^https?:\/\/(?<rest>[^/?#]*)/iu.exec(seen)?.groups?.rest ?? seen;
  const others = own.match(hostLike)?.filter((found) => withoutWww(hostOf(found)) !== withoutWww(hostname));
  return others === undefined || others.length === 0 ? undefined : real;
};
