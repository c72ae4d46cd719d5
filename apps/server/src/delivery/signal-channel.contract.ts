import type { Signal } from "@beseda/protocol";
import { expect, test } from "vitest";
import { until } from "../../testing/until.ts";
import type { SignalChannel } from "./signal-channel.ts";

/** The channels of two nodes; for a single-node server, its own channel twice. */
export interface TwoNodes extends AsyncDisposable {
  readonly here: SignalChannel;
  readonly there: SignalChannel;
}

const typing = (name: string): Signal => ({
  kind: "typing",
  client_id: "Client_1",
  name,
  room: "lobby",
  typing: true,
});

/** Collects what the listeners of a channel hear, by the name that it is about. */
const listenTo = (channel: SignalChannel) => {
  const heard: string[] = [];
  const stop = channel.onSignal((signal) => {
    if (signal.kind === "typing") heard.push(signal.name);
  });
  return { heard, stop };
};

/** The contract of every {@link SignalChannel}. */
export const describeSignalChannel = (open: () => Promise<TwoNodes>): void => {
  test("[DEL-7] what is said at one node is told at every node, once and in its order", async () => {
    await using nodes = await open();
    const here = listenTo(nodes.here);
    const there = listenTo(nodes.there);
    const names = Array.from({ length: 50 }, (_, count) => `Анна ${count}`);
    for (const name of names) nodes.here.publish(typing(name));
    nodes.there.publish(typing("Борис"));
    const hasAll = (): boolean => [here, there].every(({ heard }) => heard.length >= names.length + 1);
    await until(() => `${here.heard.length} and ${there.heard.length}`, hasAll);
    for (const { heard } of [here, there]) {
      expect(heard.filter((name) => name !== "Борис")).toEqual(names);
      expect(heard.filter((name) => name === "Борис")).toHaveLength(1);
    }
  });

  test("[DEL-7] who listens no more is told nothing", async () => {
    await using nodes = await open();
    const gone = listenTo(nodes.there);
    const there = listenTo(nodes.there);
    gone.stop();
    nodes.here.publish(typing("Анна"));
    await until(
      () => "the other",
      () => there.heard.length > 0,
    );
    expect(gone.heard).toEqual([]);
  });

  test("[DEL-7] nothing is kept for who comes later", async () => {
    await using nodes = await open();
    const early = listenTo(nodes.there);
    nodes.here.publish(typing("Анна"));
    await until(
      () => "the first",
      () => early.heard.length === 1,
    );
    const late = listenTo(nodes.there);
    nodes.here.publish(typing("Борис"));
    await until(
      () => "the second",
      () => late.heard.length > 0,
    );
    expect(late.heard).toEqual(["Борис"]);
  });
};
