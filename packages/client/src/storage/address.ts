/** Returns the key of a storage on a server for a person: the address without scheme, and the person's name. */
export const addressOf = (url: string, person?: string): string => {
  const { host, pathname } = new URL(url);
  const server = `${host}${pathname.replace(/\/+$/u, "")}`;
  return person === undefined ? server : `${server} ${person.normalize("NFKC").toLowerCase()}`;
};
