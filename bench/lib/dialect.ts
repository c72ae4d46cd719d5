/** The protocol of a server. Plain data, so that it goes to the process that speaks it. */
export interface Dialect {
  readonly reader: Role;
  readonly sender: Role;
  /** The frame that sends a message: `$N` stands for a number, `$TEXT` for the text. */
  readonly say: string;
}

export interface Role {
  readonly path: string;
  /** Frames that are sent when the connection is open. */
  readonly opening: readonly string[];
  /** A part of the answer that comes when the opening is done; empty if nothing is answered. */
  readonly ready: string;
}

const introduction = `{"method":"connectionParams","data":{}}`;

/** This server: a subscription of tRPC, and a mutation. */
export const beseda: Dialect = {
  reader: {
    path: "/trpc?connectionParams=1",
    opening: [introduction, `{"id":1,"method":"subscription","params":{"path":"events.follow","input":{}}}`],
    ready: `"welcome"`,
  },
  sender: {
    path: "/trpc?connectionParams=1",
    opening: [introduction, `{"id":0,"method":"query","params":{"path":"room.list"}}`],
    ready: `"result"`,
  },
  say: `{"id":$N,"method":"mutation","params":{"path":"message.send","input":{"id":"m-$N","room":"lobby","text":"$TEXT"}}}`,
};

export const stockTrpc: Dialect = {
  reader: {
    path: "/trpc",
    opening: [`{"id":1,"method":"subscription","params":{"path":"events"}}`],
    ready: `"started"`,
  },
  sender: { path: "/trpc", opening: [], ready: "" },
  say: `{"id":$N,"method":"mutation","params":{"path":"say","input":{"id":"m-$N","room":"lobby","text":"$TEXT"}}}`,
};

export const socketIo: Dialect = {
  reader: { path: "/socket.io/?EIO=4&transport=websocket", opening: ["40"], ready: "40{" },
  sender: {
    path: "/socket.io/?EIO=4&transport=websocket",
    opening: [`40{"role":"sender"}`],
    ready: "40{",
  },
  say: `42["say",{"id":"m-$N","room":"lobby","text":"$TEXT"}]`,
};

/** A socket and nothing on top of it: `ws` and Bun. */
export const bare: Dialect = {
  reader: { path: "/", opening: [], ready: "" },
  sender: { path: "/sender", opening: [], ready: "" },
  say: `{"id":"m-$N","room":"lobby","text":"$TEXT"}`,
};
