type SocketClass = typeof WebSocket;

export interface SocketWatch {
  /** Called before a socket is made; throws to forbid it. */
  readonly onOpening: () => void;
  /** Called when this side begins to close. */
  readonly onClosing: (socket: WebSocket) => void;
}

/** Returns a socket class that reports what the stock client does to its sockets by itself. */
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

/** Returns the URL of a path under the address of a server, with this scheme. */
export const addressUnder = (address: string, path: string, scheme: string): string => {
  const { host, pathname } = new URL(address);
  return `${scheme}//${host}${pathname.replace(/\/+$/u, "")}/${path}`;
};
