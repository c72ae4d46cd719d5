import { ChatError, closeCodes, type Introduction, type Locale } from "@beseda/protocol";
import type { Session } from "../../session/session.ts";
import type { Transport } from "../../session/transport.ts";
import type { LineClient, LineSessionParts } from "./line-session-parts.ts";
import type { Introducing } from "./introducing.ts";
import { refusedBy } from "./line-format.ts";
import { LoginPrompt } from "./login-prompt.ts";
import type { PeerFormat } from "./peer-format.ts";
import type { TypedLines } from "./typed-lines.ts";

/** The newcomer, and what it talks through. */
export interface EnteringParts extends Pick<LineSessionParts, "services" | "logger"> {
  readonly client: LineClient;
  readonly introducing: Introducing;
  readonly typed: TypedLines;
  readonly peer: PeerFormat;
  readonly transport: Transport;
  /** The present language. */
  readonly locale: () => Locale;
  /** Aborted when nobody reads any longer. */
  readonly gone: () => AbortSignal;
}

/** Lets a client in lines into the chat: by a session, a prompt to log in, or a refusal. */
export class Entering {
  readonly #parts: EnteringParts;
  #isAtLogin = false;

  constructor(parts: EnteringParts) {
    this.#parts = parts;
  }

  /** Whether this person has to log in or show an invitation before anything else. */
  get isAtLogin(): boolean {
    return this.#isAtLogin;
  }

  /** Opens a session, for the owner of the token if there is one; undefined if the client is sent away. */
  async open(token: string | undefined): Promise<Session | undefined> {
    const { services, logger, client, introducing, typed, peer, transport } = this.#parts;
    const { via, address, port } = client;
    const { password, ...common } = introducing.introduction;
    const locale = this.#parts.locale();
    const gone = this.#parts.gone();
    const prompt = new LoginPrompt({ port, typed, locale, format: () => peer.format, gone });
    let introduction: Introduction =
      token === undefined ? { ...common, ...(password !== undefined && { password }) } : { locale, token };
    for (;;) {
      try {
        const session = await services.sessions.open({ introduction, via, address, transport });
        prompt.leave();
        this.#isAtLogin = false;
        return session;
      } catch (error) {
        const refusal = error instanceof ChatError ? error : new ChatError("internal");
        if (refusal !== error) logger.error({ err: error }, "a session could not be opened");
        this.#isAtLogin = true;
        const credentials = await prompt.ask(refusal);
        if (credentials && !this.#parts.gone().aborted) introduction = { ...common, ...credentials };
        else {
          prompt.leave();
          return this.#sendAway(refusal, locale);
        }
      }
    }
  }

  #sendAway(refusal: ChatError, locale: Locale): undefined {
    const { client, peer } = this.#parts;
    const { code, reason } = closeCodes[refusal.code === "banned" ? "banned" : "tryLater"];
    const { format, isJson } = peer;
    client.port.write(format.refusal(refusedBy(refusal, locale), locale));
    // A client in text lines has been told enough.
    if (isJson) client.port.write(format.parting({ code, reason: reason[locale], locale }));
    client.port.close(code, reason[locale]);
  }
}
