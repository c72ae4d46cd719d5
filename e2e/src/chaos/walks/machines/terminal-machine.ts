import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  chosenLater,
  createChatClient,
  memoryStorage,
  onFirstGreeting,
  type ClientStorage,
  type Identities,
  type LocalIdentity,
  type ServerInvocation,
} from "@beseda/client";
import { fileStorage } from "@beseda/client/node";
import { cliTextsOf, Conversation, createClock, Profiles } from "@beseda/cli/testing/walker";
import {
  storageOf,
  whileItLives,
  type Faults,
  Life,
  type Machine,
  type Program,
  type Start,
} from "./machine.ts";
import { takeGivenBack } from "./sdk-machine.ts";
import { writtenRoom } from "./written-room.ts";

/** The terminal's profiles on a real disk, and its conversation without the drawing. */
export class TerminalMachine implements Machine {
  readonly #root = mkdtempSync(join(tmpdir(), "beseda-walk-"));
  readonly #url: string;
  readonly #faults: Faults;

  constructor(url: string, faults: Faults = {}) {
    this.#url = url;
    this.#faults = faults;
  }

  get identities(): Identities {
    return new Profiles(this.#root, this.#url).identities;
  }

  start({ name, password }: Start): Program {
    const life = new Life();
    const profiles = new Profiles(this.#root, this.#url);
    const storageAt = (folder: string): ClientStorage => whileItLives(life, this.#storageAt(folder));
    const later =
      password === undefined ? undefined : chosenLater(storageAt(profiles.folderBeforeLogin(name)));
    const profile = later ? undefined : profiles.open(name, true);
    const chat = createChatClient({
      url: this.#url,
      name,
      client: "walk/1",
      locale: "ru",
      ...(password !== undefined && { password }),
      storage: later?.storage ?? (profile ? storageAt(profile.identity.place) : memoryStorage()),
    });
    if (profile) profiles.follow(profile, chat);
    if (later)
      onFirstGreeting(chat, (greeted) => {
        const found = profiles.openKnown(greeted);
        later.choose(storageAt(found.identity.place));
        profiles.follow(found, chat);
      });
    const conversation = new Conversation({
      client: chat,
      name,
      texts: cliTextsOf("ru"),
      clock: createClock("ru"),
      room: "lobby",
      url: this.#url,
      locale: "ru",
      canBecome: true,
    });
    // With the fault, written lines go another way than through the conversation.
    const behind = this.#faults.staysBehind ? writtenRoom(chat, this.#faults) : undefined;
    return {
      chat,
      get room() {
        return behind?.room ?? conversation.view().room;
      },
      say: (text) => (behind ? void chat.send({ room: behind.room, text }) : conversation.submit(text)),
      go: (invocation) => {
        if (behind) return behind.go(invocation);
        conversation.submit(typedOf(invocation));
        return conversation.view().room;
      },
      show: (room) => (behind ? behind.show(room) : conversation.submit(`/join ${room}`)),
      takeBack: () => takeGivenBack(chat),
      logout: async () => {
        await chat.account.logout();
        await chat.close();
      },
      close: () => chat.close(),
      kill: async () => {
        await life.written();
        life.isOver = true;
        void chat.close();
      },
    };
  }

  tokenOf({ place }: Pick<LocalIdentity, "place">): Promise<string | undefined> {
    return this.#storageAt(place).token();
  }

  #storageAt(place: string): ClientStorage {
    return storageOf(place, {
      open: (somewhere) => fileStorage(join(this.#root, encodeURIComponent(somewhere)), this.#url),
      identities: () => this.identities,
      faults: this.#faults,
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.#root, { recursive: true, force: true });
  }
}

/** A command as typed. */
const typedOf = (invocation: ServerInvocation): string => {
  switch (invocation.command) {
    case "msg":
      return `/msg ${invocation.arguments.name} ${invocation.arguments.text}`;
    case "join":
      return `/join ${invocation.arguments.room}`;
    case "nick":
      return `/nick ${invocation.arguments.name}`;
    default:
      throw new Error(`no walker types ${invocation.command}`);
  }
};
