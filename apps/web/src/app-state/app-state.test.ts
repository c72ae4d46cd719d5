import { RefusedError } from "@beseda/client";
import { FakeChatClient } from "@beseda/client/testing";
import { closeCodes } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { memoryKeyValueStore } from "../store/key-value-store.ts";
import { invitationIn, resetIn } from "./invitation.ts";
import { createAppState, type HowToEnter } from "./app-state.ts";

const open = (store = memoryKeyValueStore()) => {
  const clients: FakeChatClient[] = [];
  const appState = createAppState({
    store,
    connect: (name) => {
      if (name === "бяка") throw new Error("С таким именем нельзя.");
      const client = new FakeChatClient({ name, isDeferred: true });
      clients.push(client);
      return client;
    },
  });
  return { appState, clients, store };
};

describe("app state", () => {
  test("[web] a stranger is at the login, and enters with a name that is remembered", () => {
    const { appState, clients, store } = open();
    expect(appState.current.get()).toEqual({ at: "login" });
    appState.enter("Анна");
    expect(appState.current.get().at).toBe("chat");
    expect(clients).toHaveLength(1);
    expect(createAppState({ store, connect: () => new FakeChatClient() }).name()).toBe("Анна");
  });

  test("[web] a reload leads back into the chat, leaving does not", async () => {
    const { appState, store } = open();
    appState.enter("Анна");
    expect(open(store).appState.current.get().at).toBe("chat");
    await appState.leave();
    const later = open(store).appState;
    expect(later.current.get().at).toBe("login");
    expect(later.name()).toBe("Анна");
  });

  test("[SES-4] leaving shows the farewell of the server and the code", async () => {
    const { appState } = open();
    appState.enter("Анна");
    await appState.leave();
    expect(appState.current.get()).toEqual({
      at: "gone",
      farewell: "Сессия завершена. До свидания!",
      code: closeCodes.normal.code,
    });
    await appState.comeBack();
    expect(appState.current.get().at).toBe("chat");
  });

  test("[SES-4] after a session that was ended by others one comes back with a new client", async () => {
    const { appState, clients } = open();
    appState.enter("Анна");
    clients[0]?.connection({ phase: "ended", ...closeCodes.kicked, reason: closeCodes.kicked.reason.ru });
    await appState.comeBack();
    expect(clients).toHaveLength(2);
    expect(appState.current.get().at).toBe("chat");
  });

  test("[web] whose introduction was refused goes to the login and is told why", async () => {
    const { appState, clients } = open();
    appState.enter("Анна");
    clients[0]?.connection({ phase: "ended", ...closeCodes.badInput, reason: "Имя «Анна» занято." });
    await appState.comeBack();
    expect(appState.current.get()).toEqual({ at: "login", problem: "Имя «Анна» занято." });
  });

  test("[web] a remembered name that no server would take leads to the login, not to an empty page", () => {
    const store = memoryKeyValueStore();
    store.write("name", "бяка");
    store.write("present", "yes");
    expect(open(store).appState.current.get()).toEqual({ at: "login", problem: "С таким именем нельзя." });
  });

  test("[web] a new name is remembered once the server has taken it", async () => {
    const { appState } = open();
    appState.enter("Анна");
    await appState.rename("Аня");
    expect(appState.name()).toBe("Аня");
  });
});

describe("an account", () => {
  const invitation = "0123456789abcdef";
  const openWith = (invited?: string, reset?: string) => {
    const clients: FakeChatClient[] = [];
    const hows: HowToEnter[] = [];
    const store = memoryKeyValueStore();
    const appState = createAppState({
      store,
      invitation: invited,
      reset,
      connect: (name, how) => {
        const client = new FakeChatClient({ name, isDeferred: true });
        clients.push(client);
        hows.push(how);
        return client;
      },
    });
    return { appState, clients, hows, store };
  };

  test("[web] an invitation is shown on entering, once; with a password one registers and accepts it", async () => {
    const { appState, clients, hows } = openWith(invitation);
    expect(appState.current.get()).toEqual({ at: "login", invited: true });
    appState.enter("Анна", "длинный пароль");
    expect(hows).toEqual([{ invitation }]);
    const [client] = clients;
    if (client) client.outcome = { lines: ["Теперь вы владелец."] };
    const redeemed = `redeem in lobby ${JSON.stringify({ invitation })}`;
    await expect.poll(() => client?.calls).toEqual(["register длинный пароль", redeemed]);
    await expect
      .poll(() => appState.current.get())
      .toMatchObject({ at: "chat", news: "Теперь вы владелец." });
    await appState.leave();
    await appState.comeBack();
    expect(hows).toEqual([{ invitation }, {}]);
  });

  test("[web] who has an account already takes the invitation with that", async () => {
    const client = new FakeChatClient({ name: "Анна" });
    const refused = new RefusedError("already-registered", "У вас уже есть учётная запись.");
    client.refusal = (question) => (question.startsWith("register ") ? refused : undefined);
    client.outcome = { lines: ["Теперь вы владелец."] };
    const appState = createAppState({ store: memoryKeyValueStore(), invitation, connect: () => client });
    appState.enter("Анна", "длинный пароль");
    await expect
      .poll(() => appState.current.get())
      .toMatchObject({ at: "chat", news: "Теперь вы владелец." });
    expect(appState.current.get()).not.toHaveProperty("problem");
  });

  test("[web] without a password one enters as a guest, and nothing is asked", () => {
    const { appState, clients, hows } = openWith(invitation);
    appState.enter("Анна");
    expect(hows).toEqual([{ invitation }]);
    expect(clients[0]?.calls).toEqual([]);
  });

  test("[web] what of an invitation does not work is said in the chat, which goes on", async () => {
    const { appState, clients } = openWith(invitation);
    appState.enter("Анна", "длинный пароль");
    const [client] = clients;
    if (client) client.refusal = "Это приглашение больше не действует.";
    await expect
      .poll(() => appState.current.get())
      .toMatchObject({
        at: "chat",
        problem: "Это приглашение больше не действует.",
      });
  });

  test("[web] who was in the chat and opens an invitation is at the login first", () => {
    const { store, appState } = openWith();
    appState.enter("Анна");
    const again = createAppState({ store, invitation, connect: () => new FakeChatClient() });
    expect(again.current.get()).toEqual({ at: "login", invited: true });
    expect(again.name()).toBe("Анна");
  });

  test("[web] a login goes on as the account with another client; a logout leads to the login", async () => {
    const { appState, clients, hows } = openWith();
    appState.enter("Гость");
    await appState.login({ name: "Анна", password: "длинный пароль" });
    expect(clients[0]?.calls).toEqual(["login Анна длинный пароль", "quit", "close"]);
    expect(hows).toEqual([{}, { token: "token of Анна" }]);
    expect(appState.name()).toBe("Анна");
    await appState.logout();
    expect(clients[1]?.calls).toEqual(["logout", "close"]);
    expect(appState.current.get()).toEqual({ at: "login" });
  });

  test("[IDN-6] [web] who comes by a link for a new password chooses it at the login, once", () => {
    const { appState, hows } = openWith(undefined, invitation);
    expect(appState.current.get()).toEqual({ at: "login", resets: true });
    appState.enter("Анна", "длинный пароль");
    expect(hows).toEqual([{ password: "длинный пароль", reset: invitation }]);
    expect(appState.current.get()).toMatchObject({ at: "chat" });
  });

  test("[CLI-5] [web] a reload before a log-in is answered leads to the login, and not into the chat as a guest", () => {
    const { appState, store } = open();
    appState.enter("Анна", "длинный пароль");
    expect(appState.current.get().at).toBe("chat");
    expect(open(store).appState.current.get().at).toBe("login");
  });

  test("[web] at the login a password logs in", () => {
    const { appState, hows } = openWith();
    appState.enter("Анна", "длинный пароль");
    expect(hows).toEqual([{ password: "длинный пароль" }]);
  });
});

test.each([
  ["#invitation=0123456789abcdef", "0123456789abcdef"],
  ["#invitation=short", undefined],
  ["#invitation=0123456789abcdef&x=1", undefined],
  ["#lobby", undefined],
  ["", undefined],
])("[web] the invitation in the address %j is %j", (hash, code) => {
  expect(invitationIn(hash)).toBe(code);
  expect(resetIn(hash.replace("#invitation=", "#reset="))).toBe(code);
});
