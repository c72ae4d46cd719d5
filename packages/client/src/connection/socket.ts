type SocketClass = typeof WebSocket;

export interface SocketWatch {
  /** Asked before a socket is made; one that may not be is refused by throwing. */
  readonly onOpening: () => void;
  /** This side begins to close. */
  readonly onClosing: (socket: WebSocket) => void;
}

/** The socket class with an ear for what the stock client does to its sockets by itself. */
export const watched = (Base: SocketClass, { onOpening, onClosing }: SocketWatch): SocketClass =>
  class extends Base {
    constructor(url: string | URL) {
      onOpening();
      super(url);
    }

    override close(code?: number, reason?: string): void {
      onClosing(this);
      super.close(code, reason);
    }
  };

/** `http://host/path`, `ws://host` … → `ws://host/path/trpc` */
export const trpcUrl = (address: string): string => {
  const { protocol } = new URL(address);
  return addressUnder(address, "trpc", protocol === "https:" || protocol === "wss:" ? "wss:" : "ws:");
};

/** What lies under the address of a server, by this scheme. */
export const addressUnder = (address: string, path: string, scheme: string): string => {
  const { host, pathname } = new URL(address);
  return `${scheme}//${host}${pathname.replace(/\/+$/u, "")}/${path}`;
};
