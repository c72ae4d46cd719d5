import { closeCodes } from "@beseda/protocol";
import type { ChatApi, Connect, Connection, ConnectionRequest } from "./connection.ts";

/**
 * Connects by a way that is still being loaded. One that cannot be loaded is a connection that was lost, so that the
 * dialer tries again.
 */
export const connectLater =
  (load: () => Promise<Connect>, notLoaded: () => string): Connect =>
  (request) => {
    const connection = new LaterConnection();
    void connection.open(request, { load, notLoaded });
    return connection;
  };

interface Way {
  readonly load: () => Promise<Connect>;
  readonly notLoaded: () => string;
}

class LaterConnection implements Connection {
  #connection: Connection | undefined;
  #isClosed = false;

  get api(): ChatApi {
    if (!this.#connection) throw new Error("there is no request before the greeting");
    return this.#connection.api;
  }

  async open(request: ConnectionRequest, { load, notLoaded }: Way): Promise<void> {
    const connect = await load().catch(() => undefined);
    if (this.#isClosed) return;
    if (connect) this.#connection = connect(request);
    else request.onEnd({ code: closeCodes.lost.code, reason: notLoaded() });
  }

  close(code: number): void {
    this.#isClosed = true;
    this.#connection?.close(code);
  }
}
