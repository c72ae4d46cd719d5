import type { Socket } from "node:net";
import { gatewayTextsOf, jsonExtent, parseLine } from "@beseda/protocol";
import { addressKey, plainAddress } from "../../address.ts";
import { LineSession } from "./line-session.ts";
import type { LineSessionParts } from "./line-session-parts.ts";
import { LineSplitter, LineTooLongError, type TypedLine } from "./line-splitter.ts";
import type { Flusher } from "../websocket/flusher.ts";
import { httpRefusal, tlsAlert, type ForeignProtocol } from "./foreign-protocol.ts";
import { firstWordsMs } from "./first-words.ts";
import type { Heartbeat } from "../websocket/heartbeat.ts";
import { Intake } from "../intake.ts";
import { LinePauses } from "./line-pauses.ts";
import { PeerSniffer } from "./peer-sniffer.ts";
import type { PortChecks } from "./port-checks.ts";
import { TcpPort } from "./tcp-port.ts";
import { Telnet } from "./telnet.ts";
import type { Turns } from "../turns.ts";

/** What it gets to end a first line that begins like a request. */
const requestMs = 10_000;

export interface TcpConnectionParts {
  readonly lineSessions: LineSessionParts;
  readonly flusher: Flusher;
  readonly heartbeat: Heartbeat;
  readonly turns: Turns;
  readonly portChecks: PortChecks;
  /** How long nobody knows whether somebody who is silent reads or checks the port. */
  readonly silentMs: number;
  /** Where the web client is, for who comes to the wrong port. */
  readonly webAddress: () => string;
}

/**
 * One TCP connection and who talks over it.
 *
 * Its session begins with the first line, or when it was silent for so long that somebody must be reading. Until then
 * it may turn out to be something else: a port check, which leaves without a word, or a program of another protocol.
 */
export class TcpConnection {
  readonly #parts: TcpConnectionParts;
  readonly #socket: Socket;
  readonly #splitter: LineSplitter;
  readonly #intake: Intake<Uint8Array, TypedLine>;
  readonly #port: TcpPort;
  readonly #lineSession: LineSession;
  readonly #pauses = new LinePauses({ mayEnd: () => this.#mayEndLine, end: () => this.#endLine() });
  readonly #telnet = new Telnet((bytes) => this.#socket.write(bytes));
  readonly #sniffer = new PeerSniffer();
  #timer: NodeJS.Timeout | undefined;
  #isGreeted = false;
  #isOver = false;

  constructor(parts: TcpConnectionParts, socket: Socket) {
    this.#parts = parts;
    this.#socket = socket;
    this.#splitter = new LineSplitter(parts.lineSessions.services.limits.frame_bytes);
    const address = plainAddress(socket.remoteAddress ?? "");
    this.#intake = new Intake({
      turns: parts.turns,
      addressKey: addressKey(address),
      cut: (bytes) => this.#splitter.push(bytes),
      take: (line) => this.#take(line),
      onTaken: (bytes, hasLines) => this.#pauses.came(bytes, hasLines || this.#telnet.hasNegotiated),
      onError: (error, bytes) => this.#refuseUnread(error, bytes),
      pause: () => socket.pause(),
      resume: () => socket.resume(),
    });
    this.#port = new TcpPort({
      socket,
      intake: this.#intake,
      flusher: parts.flusher,
      unfinishedLine: () => this.#splitter.unfinished,
      onGivenUp: (why) => this.#evict(why),
    });
    this.#lineSession = new LineSession(parts.lineSessions, {
      port: this.#port,
      via: "tcp",
      address,
    });
  }

  begin(): void {
    const socket = this.#socket;
    let failure: NodeJS.ErrnoException | undefined;
    socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    socket.once("end", () => this.#intake.finish(() => this.#finish()));
    socket.once("error", (error) => (failure = error));
    socket.once("close", () => {
      this.#parts.heartbeat.unwatch(this.#port);
      this.#pauses.stop();
      this.#intake.end(() => this.#gone(failure?.code === "ETIMEDOUT" ? "timeout" : "lost"));
    });
    this.#parts.heartbeat.watch(this.#port);
    this.#wait(this.#firstWordsMs, () => this.#welcome());
  }

  /** One more turn, so that what has come meanwhile is read first, however busy the server is. */
  #wait(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    const look = (): void => {
      if (this.#isSettled) return;
      if (this.#intake.isWaiting) this.#wait(0, then);
      else then();
    };
    this.#timer = setTimeout(() => setImmediate(look), ms);
  }

  get #firstWordsMs(): number {
    return Math.min(firstWordsMs, this.#parts.silentMs);
  }

  /** Whether it is known who or what this is. */
  get #isSettled(): boolean {
    return this.#isGreeted || this.#isOver || this.#socket.destroyed;
  }

  /** Whoever reads sees at once that somebody is there. */
  #welcome(): void {
    if (!this.#sniffer.hasSpoken) this.#lineSession.welcome();
    this.#wait(this.#parts.silentMs - this.#firstWordsMs, () => this.#judgeSilence());
  }

  #judgeSilence(): void {
    if (this.#sniffer.isFirstLine && this.#mayBecomeOther) this.#wait(requestMs, () => this.#greet());
    else this.#greet();
  }

  /** Whether what has come of a first line begins a request, or an object: then it is too early to say anything. */
  get #mayBecomeOther(): boolean {
    const { beginning, text = "" } = this.#splitter;
    return this.#sniffer.mayBecomeRequest(beginning) || jsonExtent(text) !== "none";
  }

  #receive(bytes: Buffer): void {
    if (this.#isOver) return;
    if (this.#sniffer.isTls(bytes)) {
      this.#refuse("tls");
      return;
    }
    this.#intake.receive(this.#telnet.textOf(bytes));
    if (this.#telnet.isFlooding) this.#evict("flood");
  }

  /** Whether what has come is a whole line if nobody ends it: a password is never cut in two, nor is a letter. */
  get #mayEndLine(): boolean {
    const { text, isWithinLetter, beginning } = this.#splitter;
    if (text === undefined || isWithinLetter) return false;
    const extent = jsonExtent(text);
    if (extent !== "none") return extent === "whole";
    if (this.#lineSession.isAtLogin) return false;
    if (this.#sniffer.mayBecomeRequest(beginning)) return false;
    return parseLine(text).kind === "text" && !text.trimStart().startsWith("/");
  }

  #endLine(): void {
    const line = this.#splitter.end();
    if (line) this.#take(line);
  }

  #take(line: TypedLine): void {
    if (this.#isOver) return;
    const foreign = this.#sniffer.protocolOf(line);
    if (foreign) {
      this.#refuse(foreign);
      return;
    }
    // What it says first tells how it is greeted.
    this.#lineSession.receive(line);
    this.#greet();
  }

  #refuseUnread(error: unknown, bytes: Uint8Array): void {
    if (!(error instanceof LineTooLongError)) throw error;
    const beginning = this.#splitter.beginning || Buffer.from(bytes.subarray(0, 64)).toString("latin1");
    if (this.#sniffer.mayBecomeRequest(beginning)) {
      this.#refuse("http");
      return;
    }
    this.#greet();
    this.#evict("tooBig");
  }

  /** The peer closed its side: what it sent is answered, then the session ends as it should. */
  #finish(): void {
    this.#pauses.stop();
    this.#endLine();
    if (this.#isOver) return;
    if (!this.#isGreeted && !this.#sniffer.hasSpoken) {
      this.#checked();
      this.#port.close();
      return;
    }
    this.#greet();
    this.#lineSession.finish();
  }

  #gone(why: "timeout" | "lost"): void {
    clearTimeout(this.#timer);
    if (!this.#isGreeted && !this.#isOver) {
      if (!this.#sniffer.hasSpoken) {
        this.#checked();
        return;
      }
      this.#greet();
    }
    this.#lineSession.closed(why);
  }

  /** It said nothing and is gone (SES-9). */
  #checked(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#parts.portChecks.note();
  }

  #greet(): void {
    if (this.#isGreeted || this.#isOver) return;
    clearTimeout(this.#timer);
    this.#isGreeted = true;
    void this.#lineSession.run();
  }

  /** A web page must not be able to make a browser say something here. */
  #refuse(protocol: ForeignProtocol): void {
    const { lineSessions, webAddress } = this.#parts;
    lineSessions.logger.info({ protocol }, "a program of another protocol came to the TCP port");
    if (this.#isGreeted) {
      this.#evict("protocolError");
      return;
    }
    this.#isOver = true;
    clearTimeout(this.#timer);
    const lines = gatewayTextsOf(lineSessions.locale);
    if (protocol === "tls") this.#socket.write(tlsAlert);
    else if (protocol === "ssh") this.#port.write([lines.refusal(lines.notThisProtocol("SSH"))]);
    else this.#socket.write(httpRefusal(lines.http(webAddress())));
    this.#port.close();
  }

  #evict(name: "slow" | "timeout" | "tooBig" | "protocolError" | "flood"): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#lineSession.evict(name);
  }
}
