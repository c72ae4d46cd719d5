/**
 * Colours of names. Each has a contrast of at least 3:1 to both black and white, so that names are readable
 * on dark and on light terminals.
 */
export const namePalette = [
  "#0087d7",
  "#008787",
  "#5f8700",
  "#af5fd7",
  "#d75f00",
  "#d7005f",
  "#5f87d7",
  "#8787d7",
  "#af8700",
  "#d75f87",
  "#00875f",
  "#d75faf",
] as const;

/** Returns the colour of a client, the same everywhere and always: by its id, since names change (FNV-1a). */
export const colorOf = (clientId: string): string => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(clientId, "utf8")) hash = Math.imul(hash ^ byte, 0x01000193);
  // The low bits of neighbours such as Client_1 and Client_2 differ least: fold the high ones in.
  const mixed = (hash ^ (hash >>> 15)) >>> 0;
  return namePalette[mixed % namePalette.length] ?? namePalette[0];
};
