/** What is not seen: directions, joiners, characters of no width. */
const unseen = /\p{Cf}/gu;
const userAndHost = /^[a-z]+:\/\/[^/?#]*@/iu;
/** Words with dots between them, or what stands in for dots. */
const hostLike =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,62}(?:\s?[.。．｡․]\s?[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,62})+/gu;

const hostOf = (words: string): string => {
  const host = words.replaceAll(/\s?[.。．｡․]\s?/gu, ".");
  return URL.canParse(`https://${host}`) ? new URL(`https://${host}`).host : host;
};

const withoutWww = (host: string): string => host.replace(/^www\./u, "");

/**
 * The host of an address, where the words that lead there could be taken for an address of another one (MD-3): words with
 * dots in them that are not its own name, or an address with a name before its host. Words of a file, `main.ts`, look the
 * same: it is told once too often.
 */
export const shownHost = (words: string, href: string): string | undefined => {
  const { protocol, host, hostname, pathname } = new URL(href);
  const real = protocol === "mailto:" ? pathname : host;
  const seen = words.replaceAll(unseen, "").normalize("NFKC");
  if (protocol === "mailto:") return seen.includes(pathname) || !/[@.]/u.test(seen) ? undefined : real;
  if (userAndHost.test(href) || userAndHost.test(seen)) return real;
  // Of an address that is written out, only what comes before its path is a host.
  const own = /^https?:\/\/(?<rest>[^/?#]*)/iu.exec(seen)?.groups?.rest ?? seen;
  const others = own.match(hostLike)?.filter((found) => withoutWww(hostOf(found)) !== withoutWww(hostname));
  return others === undefined || others.length === 0 ? undefined : real;
};
