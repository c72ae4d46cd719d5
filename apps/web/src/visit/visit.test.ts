import { RefusedError } from "@beseda/client";
import { closeCodes } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { memoryKeep } from "../store/keep.ts";
import { FakeChatClient } from "../../testing/fake-chat-client.ts";
import { invitationIn, resetIn } from "./invitation.ts";
import { createVisit, type HowToEnter } from "./visit.ts";

const open = (keep = memoryKeep()) => {
  const clients: FakeChatClient[] = [];
  const visit = createVisit({
    keep,
    connect: (name) => {
      if (name === "бяка") throw new Error("С таким именем нельзя.");
      const client = new FakeChatClient({ name });
      clients.push(client);
      return client;
    },
  });
  return { visit, clients, keep };
};

describe("visit", () => {
  test("[web] a stranger stands at the door, and enters with a name that is remembered", () => {
    const { visit, clients, keep } = open();
    expect(visit.state.get()).toEqual({ at: "door" });
    visit.enter("Анна");
    expect(visit.state.get().at).toBe("chat");
    expect(clients).toHaveLength(1);
    expect(createVisit({ keep: keep, connect: () => new FakeChatClient() }).name()).toBe("Анна");
  });

  test("[web] a reload leads back into the chat, leaving does not", async () => {
    const { visit, keep } = open();
    visit.enter("Анна");
    expect(open(keep).visit.state.get().at).toBe("chat");
    await visit.leave();
    const later = open(keep).visit;
    expect(later.state.get().at).toBe("door");
    expect(later.name()).toBe("Анна");
  });

  test("[SES-4] leaving shows the farewell of the server and the code", async () => {
    const { visit } = open();
    visit.enter("Анна");
    await visit.leave();
    expect(visit.state.get()).toEqual({
      at: "gone",
      farewell: "Сессия завершена. До свидания!",
      code: closeCodes.normal.code,
    });
    await visit.comeBack();
    expect(visit.state.get().at).toBe("chat");
  });

  test("[SES-4] after a session that was ended by others one comes back with a new client", async () => {
    const { visit, clients } = open();
    visit.enter("Анна");
    clients[0]?.goTo({ phase: "ended", ...closeCodes.kicked, reason: closeCodes.kicked.reason.ru });
    await visit.comeBack();
    expect(clients).toHaveLength(2);
    expect(visit.state.get().at).toBe("chat");
  });

  test("[web] whose introduction was refused goes to the door and is told why", async () => {
    const { visit, clients } = open();
    visit.enter("Анна");
    clients[0]?.goTo({ phase: "ended", ...closeCodes.badInput, reason: "Имя «Анна» занято." });
    await visit.comeBack();
    expect(visit.state.get()).toEqual({ at: "door", problem: "Имя «Анна» занято." });
  });

  test("[web] a remembered name that no server would take leads to the door, not to an empty page", () => {
    const keep = memoryKeep();
    keep.write("name", "бяка");
    keep.write("present", "yes");
    expect(open(keep).visit.state.get()).toEqual({ at: "door", problem: "С таким именем нельзя." });
  });

  test("[web] a new name is remembered once the server has taken it", async () => {
    const { visit } = open();
    visit.enter("Анна");
    await visit.rename("Аня");
    expect(visit.name()).toBe("Аня");
  });
});

describe("an account", () => {
  const invitation = "0123456789abcdef";
  const openWith = (invited?: string, reset?: string) => {
    const clients: FakeChatClient[] = [];
    const hows: HowToEnter[] = [];
    const keep = memoryKeep();
    const visit = createVisit({
      keep,
      invitation: invited,
      reset,
      connect: (name, how) => {
        const client = new FakeChatClient({ name });
        clients.push(client);
        hows.push(how);
        return client;
      },
    });
    return { visit, clients, hows, keep };
  };

  test("[web] an invitation is shown on entering, once; with a password one registers and accepts it", async () => {
    const { visit, clients, hows } = openWith(invitation);
    expect(visit.state.get()).toEqual({ at: "door", invited: true });
    visit.enter("Анна", "длинный пароль");
    expect(hows).toEqual([{ invitation }]);
    const [client] = clients;
    if (client) client.outcome = { lines: ["Теперь вы владелец."] };
    const redeemed = `redeem in lobby ${JSON.stringify({ invitation })}`;
    await expect.poll(() => client?.asked).toEqual(["register длинный пароль", redeemed]);
    await expect.poll(() => visit.state.get()).toMatchObject({ at: "chat", news: "Теперь вы владелец." });
    await visit.leave();
    await visit.comeBack();
    expect(hows).toEqual([{ invitation }, {}]);
  });

  test("[web] who has an account already takes the invitation with that", async () => {
    const client = new FakeChatClient({ name: "Анна" });
    client.refusal = new RefusedError("already-registered", "У вас уже есть учётная запись.");
    client.outcome = { lines: ["Теперь вы владелец."] };
    const visit = createVisit({ keep: memoryKeep(), invitation, connect: () => client });
    visit.enter("Анна", "длинный пароль");
    await expect.poll(() => visit.state.get()).toMatchObject({ at: "chat", news: "Теперь вы владелец." });
    expect(visit.state.get()).not.toHaveProperty("problem");
  });

  test("[web] without a password one enters as a guest, and nothing is asked", () => {
    const { visit, clients, hows } = openWith(invitation);
    visit.enter("Анна");
    expect(hows).toEqual([{ invitation }]);
    expect(clients[0]?.asked).toEqual([]);
  });

  test("[web] what of an invitation does not work is said in the chat, which goes on", async () => {
    const { visit, clients } = openWith(invitation);
    visit.enter("Анна", "длинный пароль");
    const [client] = clients;
    if (client) client.refusal = "Это приглашение больше не действует.";
    await expect
      .poll(() => visit.state.get())
      .toMatchObject({
        at: "chat",
        problem: "Это приглашение больше не действует.",
      });
  });

  test("[web] who was in the chat and opens an invitation stands at the door first", () => {
    const { keep, visit } = openWith();
    visit.enter("Анна");
    const again = createVisit({ keep, invitation, connect: () => new FakeChatClient() });
    expect(again.state.get()).toEqual({ at: "door", invited: true });
    expect(again.name()).toBe("Анна");
  });

  test("[web] a login goes on as the account with another client; a logout leads to the door", async () => {
    const { visit, clients, hows } = openWith();
    visit.enter("Гость");
    await visit.login({ name: "Анна", password: "длинный пароль" });
    expect(clients[0]?.asked).toEqual(["login Анна длинный пароль"]);
    expect(hows).toEqual([{}, { token: "token of Анна" }]);
    expect(visit.name()).toBe("Анна");
    await visit.logout();
    expect(clients[1]?.asked).toEqual(["logout"]);
    expect(visit.state.get()).toEqual({ at: "door" });
  });

  test("[IDN-6] [web] who comes by a link for a new password chooses it at the door, once", () => {
    const { visit, hows } = openWith(undefined, invitation);
    expect(visit.state.get()).toEqual({ at: "door", resets: true });
    visit.enter("Анна", "длинный пароль");
    expect(hows).toEqual([{ password: "длинный пароль", reset: invitation }]);
    expect(visit.state.get()).toMatchObject({ at: "chat" });
  });

  test("[CLI-5] [web] a reload before a log-in is answered leads to the door, and not into the chat as a guest", () => {
    const { visit, keep } = open();
    visit.enter("Анна", "длинный пароль");
    expect(visit.state.get().at).toBe("chat");
    expect(open(keep).visit.state.get().at).toBe("door");
  });

  test("[web] at the door a password logs in", () => {
    const { visit, hows } = openWith();
    visit.enter("Анна", "длинный пароль");
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
