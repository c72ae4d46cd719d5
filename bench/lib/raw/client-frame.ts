const fin = 0x80;
const masked = 0x80;

export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** One whole frame as a client sends it; its mask is four zeros, which is a mask like any other and costs nothing. */
export const clientFrame = (opcode: number, payload: string | Uint8Array = ""): Buffer => {
  const body = Buffer.from(payload);
  if (body.length < 126)
    return Buffer.concat([Buffer.of(fin | opcode, masked | body.length, 0, 0, 0, 0), body]);
  if (body.length > 65_535) throw new RangeError("a benchmark sends no such frames");
  const header = Buffer.of(fin | opcode, masked | 126, body.length >> 8, body.length & 0xff, 0, 0, 0, 0);
  return Buffer.concat([header, body]);
};
