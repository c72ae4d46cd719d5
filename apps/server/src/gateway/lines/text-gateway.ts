import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { closeCodes, closeOfPeer, type CloseName } from "@beseda/protocol";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { addressKey } from "../../address.ts";
import { LineSession } from "./line-session.ts";
import type { LineSessionParts } from "./line-session-parts.ts";
import { isBlankFrame } from "./frame-lines.ts";
import { Connection } from "../websocket/connection.ts";
import type { Flusher } from "../websocket/flusher.ts";
import { firstWordsMs } from "./first-words.ts";
import type { FrameAllowances } from "../../limits/frame-allowance.ts";
import type { Heartbeat } from "../websocket/heartbeat.ts";
import { Intake } from "../intake.ts";
import { formatAsked, textPathOf } from "./text-path.ts";
import { LineFrames, WebSocketPort, type LineIntake } from "./web-socket-port.ts";
import type { Turns } from "../turns.ts";
import type { Upgrade } from "../upgrade.ts";
import { violationOf } from "../websocket/violation.ts";

export interface TextGatewayParts {
  readonly lineSessions: LineSessionParts;
  readonly flusher: Flusher;
  readonly heartbeat: Heartbeat;
  readonly turns: Turns;
  /** The time after which a silent client no longer counts as a possible JSON program. */
  readonly silentMs: number;
  /** Undefined if nothing is limited. */
  readonly allowances: FrameAllowances | undefined;
}

/**
 * The plain WebSocket gateway: text frames in, one line per frame out, for `wscat` and ten-line programs in
 * any language.
 */
export class TextGateway {
  readonly #parts: TextGatewayParts;
  readonly #wss: WebSocketServer;
  readonly #frames = new LineFrames();

  constructor(parts: TextGatewayParts) {
    this.#parts = parts;
    this.#wss = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: parts.lineSessions.services.limits.frame_bytes,
    });
  }

  /** Takes over an upgrade request; its path and query hold the name, the room and the language. */
  upgrade(request: IncomingMessage, stream: Duplex, { head, address }: Upgrade): void {
    const { pathname = "/", searchParams: query } = URL.parse(request.url ?? "/", "http://beseda") ?? {};
    const path = textPathOf(pathname);
    this.#wss.handleUpgrade(request, stream, head, (socket) => {
      const connection = new Connection({ socket, stream, address }, this.#parts);
      const allowance = this.#parts.allowances?.of(address);
      if (allowance) connection.inbox.allow(allowance);
      const intake: LineIntake = new Intake({
        turns: this.#parts.turns,
        addressKey: addressKey(address),
        cut: (frame) => lineSession.linesOf(frame),
        take: (line) => {
          lineSession.receive(line);
          begin();
        },
        pause: () => (connection.isClosing ? undefined : socket.pause()),
        resume: () => socket.resume(),
      });
      connection.inbox.readBy(intake);
      const lineSession = new LineSession(this.#parts.lineSessions, {
        port: new WebSocketPort({ connection, socket, stream, intake, frames: this.#frames }),
        via: "text",
        address,
        name: query?.get("name") ?? path?.name,
        room: query?.get("room") ?? path?.room,
        locale: query?.get("locale") ?? undefined,
        format: formatAsked(query?.get("format")) ?? path?.format,
      });
      const begin = this.#beginning(lineSession, intake);
      this.#connect({ lineSession, connection, socket, intake, begin });
    });
  }

  /**
   * Returns a function that begins the session: with its first line, or when it has been silent for a moment.
   */
  #beginning(lineSession: LineSession, intake: LineIntake): () => void {
    const begin = once(() => {
      clearTimeout(silence);
      void lineSession.run();
    });
    // Waits, then for one turn more, so that input that came meanwhile is read first, however busy the server
    // is.
    const silence = setTimeout(
      () => setImmediate(() => (intake.isWaiting ? undefined : begin())),
      Math.min(firstWordsMs, this.#parts.silentMs),
    );
    return begin;
  }

  #connect({ lineSession, connection, socket, intake, begin }: Connected): void {
    const end = (name: CloseName, code?: number): void =>
      intake.end(() => {
        begin();
        lineSession.closed(name, code);
      });
    socket.on("message", (data: RawData) => {
      if (connection.isClosing) return;
      const bytes = bytesOf(data);
      // A client that says something waits for its own turn.
      if (!isBlankFrame(bytes)) {
        intake.receive(bytes);
        return;
      }
      connection.inbox.count(bytes.length);
      begin();
    });
    // `ws` has already sent its close frame; a peer that does not answer it is not waited for.
    socket.on("error", (error: NodeJS.ErrnoException) => {
      const name = violationOf(error.code);
      if (!name) return;
      end(name);
      connection.close(closeCodes[name].code, closeCodes[name].reason.en);
    });
    connection.whenClosed((code) => {
      if (connection.closedFor) end(connection.closedFor);
      else end(closeOfPeer(code), code);
    });
  }
}

const once = (act: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
};

/** A line session and its connection. */
interface Connected {
  readonly lineSession: LineSession;
  readonly connection: Connection;
  readonly socket: WebSocket;
  readonly intake: LineIntake;
  /** Begins the session, once. */
  readonly begin: () => void;
}

const bytesOf = (data: RawData): Uint8Array => {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
};
