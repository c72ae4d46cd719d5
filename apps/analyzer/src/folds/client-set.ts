/** A set of clients, by their indexes: a bit each, for clients are numbered without gaps. Plain data. */
export interface ClientSet {
  size: number;
  bits: Uint8Array;
}

export const noClients = (): ClientSet => ({ size: 0, bits: new Uint8Array(32) });

export const addClient = (set: ClientSet, client: number): void => {
  const at = client >> 3;
  if (at >= set.bits.length) widen(set, at);
  const byte = set.bits[at] ?? 0;
  const bit = 1 << (client & 7);
  if ((byte & bit) !== 0) return;
  set.bits[at] = byte | bit;
  set.size += 1;
};

const widen = (set: ClientSet, at: number): void => {
  const wider = new Uint8Array(at * 2);
  wider.set(set.bits);
  set.bits = wider;
};
