type SocketClass = typeof WebSocket;

/**
 * The socket class with an ear: `onClosing` is called when this side begins to close. The keep-alive of the stock
 * client does that when no PONG came, and then waits for the closing handshake of a peer that may be gone for good.
 */
export const listeningFor = (Base: SocketClass, onClosing: (socket: WebSocket) => void): SocketClass =>
  class extends Base {
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
