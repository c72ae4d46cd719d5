import { closeCodes } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import type { ChatApi, Connect, ConnectionEnd, ConnectionRequest } from "./connection.ts";
import { connectLater } from "./connect-later.ts";

const setUp = () => {
  const loading = Promise.withResolvers<Connect>();
  const dialled: ConnectionRequest[] = [];
  const closed: number[] = [];
  const ends: ConnectionEnd[] = [];
  const api = {} as ChatApi;
  const request: ConnectionRequest = {
    introduction: () => ({}),
    after: undefined,
    onWelcome: () => undefined,
    onRecords: () => undefined,
    onSignals: () => undefined,
    onEnd: (end) => ends.push(end),
  };
  const connection = connectLater(
    () => loading.promise,
    () => "not loaded",
  )(request);
  const load = async () => {
    loading.resolve((wanted) => {
      dialled.push(wanted);
      return { api, close: (code) => void closed.push(code) };
    });
    await loading.promise;
  };
  const fail = async () => {
    loading.reject(new Error("404"));
    await loading.promise.catch(() => undefined);
  };
  return { connection, request, api, dialled, closed, ends, load, fail };
};

describe("a connection by a way that is still being loaded", () => {
  test("[DEL-8] dials as soon as the way is there, with the same request", async () => {
    const { connection, request, api, dialled, closed, load } = setUp();
    expect(dialled).toEqual([]);
    await load();
    expect(dialled).toEqual([request]);
    expect(connection.api).toBe(api);
    connection.close(closeCodes.leaving.code);
    expect(closed).toEqual([closeCodes.leaving.code]);
  });

  test("[DEL-8] one that was closed meanwhile is never dialled", async () => {
    const { connection, dialled, load } = setUp();
    connection.close(closeCodes.leaving.code);
    await load();
    expect(dialled).toEqual([]);
  });

  test("[DEL-8] a way that cannot be loaded is a connection that was lost, and says why", async () => {
    const { ends, fail } = setUp();
    await fail();
    expect(ends).toEqual([{ code: closeCodes.lost.code, reason: "not loaded" }]);
  });

  test("[DEL-8] nothing is called back after its close, though the way could not be loaded", async () => {
    const { connection, ends, fail } = setUp();
    connection.close(closeCodes.leaving.code);
    await fail();
    expect(ends).toEqual([]);
  });
});
