/** An action that somebody repeats without end: one client, or with `guests-` a crowd from one address. */
export type Kind =
  | "messages"
  | "commands"
  | "lines"
  | "connections"
  | "guests-silent"
  | "guests-rename"
  | "guests-join"
  | "guests-open-rooms"
  | "guests-write-to-one";

type Order = readonly [path: string, input: object];

const orders: Readonly<
  Record<Exclude<Kind, "lines" | "connections" | "guests-silent">, (number: number, room: string) => Order>
> = {
  messages: (number) => ["message.send", { id: `f-${number}`, room: "lobby", text: `поток ${number}` }],
  commands: (number) => ["room.topic", { room: `нет-${number}`, topic: "поток" }],
  "guests-rename": (number) => ["session.rename", { name: `Поток ${number}` }],
  "guests-join": (number) =>
    number % 2 === 0 ? ["room.join", { room: "поток" }] : ["room.leave", { room: "поток" }],
  "guests-open-rooms": (number) => ["room.create", { room: `поток-${number}` }],
  "guests-write-to-one": (number, room) =>
    room === ""
      ? ["room.direct", { name: `Свидетель ${number % 16}` }]
      : ["message.send", { id: `f-${number}`, room, text: `поток ${number}` }],
};

/** The next frame to send. */
export const frameOf = (kind: Kind, number: number, room: string): string => {
  if (kind === "lines") return number % 2 === 0 ? `/jion ${number}` : `/nick Поток${number}`;
  const [path, input] = orders[kind === "connections" || kind === "guests-silent" ? "commands" : kind](
    number,
    room,
  );
  return JSON.stringify({ id: number, method: "mutation", params: { path, input } });
};
