import { expect, test } from "vitest";
import { trpcUrl } from "./socket.ts";

test.each([
  ["http://localhost:8765", "ws://localhost:8765/trpc"],
  ["http://localhost:8765/", "ws://localhost:8765/trpc"],
  ["https://chat.example/beseda/?a=1#b", "wss://chat.example/beseda/trpc"],
  ["ws://127.0.0.1:1", "ws://127.0.0.1:1/trpc"],
  ["wss://[::1]:2/x", "wss://[::1]:2/x/trpc"],
])("the server at %s is talked to at %s", (address, url) => {
  expect(trpcUrl(address)).toBe(url);
});
