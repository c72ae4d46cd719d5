import { closeCodes } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { memoryKeep } from "../store/keep.ts";
import { FakeChatClient } from "../testing/fake-chat-client.ts";
import { createVisit } from "./visit.ts";

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
