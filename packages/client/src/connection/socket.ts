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
  const url = new URL(address);
  url.protocol = url.protocol === "https:" || url.protocol === "wss:" ? "wss:" : "ws:";
  url.pathname = `${url.pathname.replace(/\/+$/u, "")}/trpc`;
  url.search = "";
  url.hash = "";
  return url.href;
};
