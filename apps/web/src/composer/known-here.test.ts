import { anna, boris, messageRecord, shownItemOf, vera } from "@beseda/client/testing";
import { expect, test } from "vitest";
import { knownHere } from "./known-here.ts";

test("[MSG-5] people are known by the names that they have now, whoever was seen last first", () => {
  const said = [{ ...vera, name: "Client_3" }, boris, vera, anna].map((person, index) =>
    shownItemOf(
      messageRecord(person, "привет", { seq: index + 1, time: "2026-11-21T10:00:00.000Z", room: "lobby" }),
      anna,
    ),
  );
  const timeline = { items: said, hasOlder: false, loadingOlder: false, arriving: false };
  const known = knownHere({ rooms: [], timelines: new Map([["lobby", timeline]]), me: anna }, "lobby");
  expect(known.names).toEqual([vera.name, boris.name]);
});
