import {
  type GatewayTexts,
  gatewayTextsOf,
  isDirectRoom,
  type JsonSaying,
  lobby,
  nameKey,
} from "@beseda/protocol";
import type { Listener } from "./listener.ts";
import type { NotJson } from "./peer-format.ts";

export interface JsonListenerParts {
  readonly listener: Listener;
  /** The name that came with the connection, or with the first object. */
  readonly introduced: string | undefined;
  /** Greets a program that had been greeted in text, before its first object is answered. */
  readonly welcome: () => Promise<void>;
}

/**
 * Processes the objects of a program one by one: each becomes what a person would have typed (PRG-7, PRG-8).
 */
export class JsonListener {
  readonly #listener: Listener;
  /** The name by which it introduced itself, whatever its present name is. */
  #introduced: string | undefined;
  #isToldOfName = false;
  #welcome: (() => Promise<void>) | undefined;

  constructor({ listener, introduced, welcome }: JsonListenerParts) {
    this.#listener = listener;
    this.#introduced = introduced;
    this.#welcome = welcome;
  }

  /** Processes an object; resolves when the next one may come. One line of its result has its id (PRG-12). */
  async hear(saying: JsonSaying): Promise<void> {
    const { screen } = this.#listener;
    screen.answering = saying.id;
    try {
      await this.#hear(saying);
    } finally {
      screen.answering = undefined;
    }
  }

  async #hear({ password, ...saying }: JsonSaying): Promise<void> {
    const { name, room, kind } = saying;
    if (name !== undefined && password !== undefined && kind !== "register") {
      // After a login another person continues; if it is refused, the present one says the rest of the
      // object.
      const isSomebodyElse = await this.#listener.obey({ command: "login", arguments: { name, password } });
      if (!isSomebodyElse) await this.#carryOut(saying);
      return;
    }
    if (name !== undefined) await this.#callOneself(name);
    await this.#welcome?.();
    this.#welcome = undefined;
    if (kind === "register" && password !== undefined)
      await this.#listener.obey({ command: "register", arguments: { password } });
    if (kind === "leave") return this.#leave(room);
    if (kind === "read") return this.#read(saying);
    if (room !== undefined && !(await this.#enter(room, saying))) return;
    await this.#carryOut(saying);
  }

  /** Reports an object that says nothing. */
  async refuse({ notJson, id }: NotJson): Promise<void> {
    const { screen } = this.#listener;
    screen.answering = id;
    try {
      await this.#listener.correct("bad-json", this.#texts.notJson(notJson));
    } finally {
      screen.answering = undefined;
    }
  }

  /** Introduces the program once; later names neither rename it nor are used for messages. */
  async #callOneself(name: string): Promise<void> {
    const { session } = this.#listener;
    const isKnown = [session.name, this.#introduced].some(
      (one) => one !== undefined && nameKey(one) === nameKey(name),
    );
    if (isKnown) return;
    if (this.#introduced === undefined && session.name === session.clientId) {
      this.#introduced = name;
      await this.#listener.introduce(name);
      return;
    }
    if (this.#isToldOfName) return;
    this.#isToldOfName = true;
    await this.#listener.correct("name-kept", this.#texts.nameKept(session.name, name));
  }

  /** Goes into a room. @returns whether the session is in it now */
  async #enter(typed: string, { text }: JsonSaying): Promise<boolean> {
    const { session, screen } = this.#listener;
    if (session.memberSince(typed) !== undefined) {
      if (!isDirectRoom(typed)) screen.room = typed;
      return true;
    }
    screen.isPartOnly = text !== undefined;
    try {
      return await this.#listener.enter(typed);
    } finally {
      screen.isPartOnly = false;
    }
  }

  async #leave(room: string | undefined): Promise<void> {
    if (room === undefined || room === lobby) return this.#listener.quit();
    await this.#listener.hear({ text: `/part ${room}` });
  }

  /** Sets a mark of a room without going there (UNR-6). */
  async #read({ room, seq }: JsonSaying): Promise<void> {
    const { screen } = this.#listener;
    const here = screen.room;
    screen.room = room ?? here;
    try {
      await this.#listener.obey({ command: "read", arguments: seq === undefined ? {} : { seq } });
    } finally {
      screen.room = here;
    }
  }

  async #carryOut({ kind, text, to, room, name, id }: JsonSaying): Promise<void> {
    const listener = this.#listener;
    if (kind === "ping") await listener.obey({ command: "ping", arguments: {} });
    else if (kind === "nothing" || (text === undefined && kind !== "command")) return;
    else if (text === undefined || text.trim() === "") {
      // Many programs introduce themselves with an empty text.
      if (name === undefined || id !== undefined || kind === "command")
        await listener.correct("bad-json", this.#texts.notJson("no-text"));
    } else if (kind === "command") await listener.hear({ text: `/${text.trim().replace(/^\//u, "")}` });
    else if (to !== undefined) await listener.obey({ command: "msg", arguments: { name: to, text } });
    else {
      const place = room !== undefined && isDirectRoom(room) ? room : listener.screen.room;
      await listener.hearSaid({ room: place, text });
    }
  }

  get #texts(): GatewayTexts {
    return gatewayTextsOf(this.#listener.session.locale);
  }
}
