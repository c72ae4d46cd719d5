import type { WebSocket } from "ws";
import type { FrameAllowance } from "../../limits/frame-allowance.ts";
import { Intake } from "../intake.ts";
import type { Turns } from "../turns.ts";

/** Handles frames of a connection that need not go to the stock handler. */
export interface FastPath {
  /** Takes a message as it comes; returns false for anything else. */
  message(frame: Buffer): boolean;
  /** Takes any other frame that does not need the stock handler, when it is its turn. */
  other(frame: Buffer): boolean;
  /** Returns the calls in a frame, each as a frame of its own. */
  callsIn(frame: Buffer): Iterable<Buffer>;
}

/** The connection that frames come over. */
export interface FrameSource {
  readonly socket: WebSocket;
  readonly turns: Turns;
  /** The key by which connections share turns. */
  readonly addressKey: string;
  /** Whether the server has closed the connection. */
  readonly isClosing: boolean;
  /** Ends the subscriptions that a frame asks to end. */
  endAsked(frame: Buffer): void;
  /** Called when more has come than is allowed. */
  overflowed(): void;
}

type Frame = readonly [bytes: Buffer, isBinary: boolean];

type Listener = Parameters<WebSocket["on"]>[1];

const bracket = "[".codePointAt(0);

/**
 * The input of one WebSocket: each frame is handled at once or in its turn, and by the stock handler only if
 * needed.
 */
export class Inbox {
  readonly #source: FrameSource;
  #fastPath: FastPath | undefined;
  #hear: Listener | undefined;
  #allowance: FrameAllowance | undefined;
  #isDeaf = false;
  /** Exists only while input waits: thousands of connections are idle. */
  #intake: Intake<Frame, Frame> | undefined;
  #reader: Pick<Intake<never, never>, "isWaiting"> | undefined;

  constructor(source: FrameSource) {
    this.#source = source;
  }

  /** Whether input has come that is not taken yet. */
  get isWaiting(): boolean {
    return (this.#intake ?? this.#reader)?.isWaiting ?? false;
  }

  /** Leaves the frames to another reader, which pauses the socket while they wait. */
  readBy(intake: Pick<Intake<never, never>, "isWaiting">): void {
    this.#reader = intake;
  }

  /** Sets the fast path, which gets frames first; a frame that it takes goes nowhere else. */
  shortcut(fastPath: FastPath): void {
    this.#fastPath = fastPath;
  }

  /** Counts frames that the fast path does not take from now on; too many end the connection (LIM-2). */
  allow(allowance: FrameAllowance): void {
    this.#allowance = allowance;
  }

  /** Sets the listener for frames that the fast path does not take. */
  listen(listener: Listener): void {
    this.#hear = listener;
    this.#source.socket.on("message", (bytes: Buffer, isBinary: boolean) => this.#receive(bytes, isBinary));
  }

  /**
   * Counts a frame, or something that costs as much as one of so many bytes.
   * @returns whether the connection goes on
   */
  count(bytes = 0): boolean {
    if (this.#allowance?.take(bytes) ?? true) return true;
    this.#source.overflowed();
    return false;
  }

  /** Takes nothing for the given time. */
  rest(forMs: number): void {
    const intake = this.#inTurn;
    if (intake.isHeld) return;
    intake.hold();
    setTimeout(() => intake.release(), forMs).unref();
  }

  /** Drops all input from now on. */
  deafen(): void {
    this.#isDeaf = true;
    this.#intake?.drop();
  }

  /** Calls back when the input so far is taken; later input is ignored. @returns false if nothing waits */
  finish(then: () => void): boolean {
    if (!this.#intake?.isWaiting) return false;
    this.#intake.finish(then);
    return true;
  }

  /** Calls back when the input before the end is done (DEL-13). @returns false if nothing has waited */
  end(then: () => void): boolean {
    if (!this.#intake) return false;
    this.#intake.end(then);
    return true;
  }

  /** Whether input has waited and may not be done yet. */
  get isInTurn(): boolean {
    return this.#intake !== undefined;
  }

  /**
   * Takes a frame: a message at once, unless something waits before it; everything else in its turn (LIM-3).
   */
  #receive(bytes: Buffer, isBinary: boolean): void {
    // Thousands of frames can come in one piece: after the server has closed the connection they are ignored.
    if (this.#source.isClosing) return;
    const { turns } = this.#source;
    const fastPath = this.#fastPath;
    const mayBeSaid = fastPath !== undefined && !isBinary && !this.#intake?.isWaiting && turns.hasTime;
    if (mayBeSaid && turns.atOnce(() => fastPath.message(bytes))) return;
    this.#inTurn.receive([bytes, isBinary]);
  }

  #take([bytes, isBinary]: Frame): void {
    if (this.#isDeaf) return;
    if (!isBinary && (this.#fastPath?.message(bytes) || this.#fastPath?.other(bytes))) return;
    if (!this.count(bytes.length)) return;
    this.#source.endAsked(bytes);
    this.#hear?.call(this.#source.socket, bytes, isBinary);
  }

  get #inTurn(): Intake<Frame, Frame> {
    const { turns, addressKey, socket } = this.#source;
    this.#intake ??= new Intake({
      turns,
      addressKey,
      cut: (frame) => this.#cut(frame),
      take: (frame) => this.#take(frame),
      pause: () => (this.#source.isClosing ? undefined : socket.pause()),
      resume: () => socket.resume(),
      onIdle: () => (this.#intake = undefined),
    });
    return this.#intake;
  }

  *#cut(frame: Frame): Generator<Frame, void, undefined> {
    const [bytes, isBinary] = frame;
    if (isBinary || !this.#fastPath || bytes[0] !== bracket) yield frame;
    else for (const call of this.#fastPath.callsIn(bytes)) yield [call, false];
  }
}
