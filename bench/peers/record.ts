/** A message that somebody says. */
export interface Say {
  readonly id: string;
  readonly room: string;
  readonly text: string;
}

let seq = 0;

/** The record that this project makes of a message, so that all servers send about the same bytes. */
export const recordOf = ({ id, room, text }: Say): object => {
  seq += 1;
  return {
    seq,
    prev: seq - 1,
    time: new Date().toISOString(),
    type: "message",
    room,
    client_id: "Client_1",
    name: "Client_1",
    session: "s1",
    id,
    sender: "client",
    message: text,
  };
};

export const tellPort = (port: number): void => {
  process.stdout.write(`${JSON.stringify({ port })}\n`);
};
