import { expect, test } from "vitest";
import { until } from "../../testing/until.ts";
import type { PresenceStore } from "./presence-store.ts";

/** The stores of two nodes; for a single-node server, its own store twice. */
export interface TwoNodes extends AsyncDisposable {
  readonly here: PresenceStore;
  readonly there: PresenceStore;
}

const atDesk = { id: "desk", clientId: "Client_1" };
const onPhone = { id: "phone", clientId: "Client_1" };

/** The contract of every {@link PresenceStore}. */
export const describePresenceStore = (open: () => Promise<TwoNodes>): void => {
  const arrives = (store: PresenceStore, unattended: number): Promise<true> =>
    until(
      () => `${store.unattended("Client_1")}, not ${unattended}`,
      () => store.unattended("Client_1") === unattended,
    );

  test("[DEL-7] the newest that a session has said holds at every node, and at its own at once", async () => {
    await using nodes = await open();
    nodes.here.set(atDesk, "away");
    expect(nodes.here.unattended("Client_1")).toBe(1);
    nodes.here.set(atDesk, "away");
    nodes.there.set(onPhone, "away");
    await arrives(nodes.here, 2);
    await arrives(nodes.there, 2);
    nodes.here.set(atDesk, "active");
    expect(nodes.here.unattended("Client_1")).toBe(1);
    await arrives(nodes.there, 1);
    expect(nodes.here.unattended("Client_2")).toBe(0);
  });

  test("[DEL-7] every node is told of whom something was set", async () => {
    await using nodes = await open();
    const told: string[] = [];
    const stop = nodes.there.onSet((clientId) => told.push(clientId));
    nodes.here.set(atDesk, "away");
    await until(
      () => "the first",
      () => told.length > 0,
    );
    stop();
    nodes.here.set({ id: "other", clientId: "Client_2" }, "away");
    await until(
      () => "the second",
      () => nodes.there.unattended("Client_2") === 1,
    );
    expect(told).toEqual(["Client_1"]);
  });

  test("[DEL-7] what is forgotten at a node is not counted there", async () => {
    await using nodes = await open();
    nodes.here.set(atDesk, "away");
    nodes.here.set(onPhone, "away");
    await arrives(nodes.there, 2);
    for (const node of [nodes.here, nodes.there]) {
      node.forget(atDesk);
      node.forget(atDesk);
      expect(node.unattended("Client_1")).toBe(1);
      node.forget(onPhone);
      expect(node.unattended("Client_1")).toBe(0);
      nodes.here.set(onPhone, "away");
      nodes.here.set(atDesk, "away");
      await arrives(nodes.there, 2);
    }
  });
};
