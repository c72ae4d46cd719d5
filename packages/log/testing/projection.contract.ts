import * as fc from "fast-check";
import { parseRecord, type AnyRecord } from "@beseda/protocol";
import { sampleRecords } from "@beseda/protocol/testing";
import { expect, test } from "vitest";
import type { MessageHead, Projection } from "../src/state/projection.ts";

export interface ProjectionUnderTest<One extends Projection> {
  readonly make: () => One;
  /** Everything that it answers, as comparable values. */
  readonly look: (projection: One) => unknown;
}

const samples = Object.values(sampleRecords);
/** A message that was said here: only such a one has a head (LOG-20). */
const { imported: _, ...saidHere } = sampleRecords.message;
const rooms = ["lobby", "сад", "~чай-0123456789ab"];
const clients = ["Client_1", "Client_2", "Client_3"];

/** Any records that a log can hold: of every type and an unknown one, about few people in few rooms. */
const records: fc.Arbitrary<readonly AnyRecord[]> = fc
  .array(
    fc.record({
      draft: fc.constantFrom(...samples, { ...saidHere, type: "of-tomorrow" }, saidHere, saidHere),
      room: fc.constantFrom(...rooms),
      client_id: fc.constantFrom(...clients),
      id: fc.constantFrom("a", "b", "c"),
    }),
    { maxLength: 40 },
  )
  .map((drafts) =>
    drafts.map(({ draft, room, client_id, id }, index) =>
      parseRecord({
        ...draft,
        client_id,
        ...("room" in draft && { room, prev: 0 }),
        ...("id" in draft && { id }),
        seq: index + 1,
        time: new Date(1_795_255_200_000 + index).toISOString(),
      }),
    ),
  );

const isMessage = (record: AnyRecord): record is AnyRecord & MessageHead =>
  record.type === "message" && "room" in record && "id" in record && !("imported" in record);

/** The names of the rooms, the clients and the ids in these records, for lookups. */
export const sampled = { rooms, clients, ids: ["a", "b", "c"], most: 40 } as const;

/** The tests that every {@link Projection} must pass. */
export const describeProjection = <One extends Projection>({
  make,
  look,
}: ProjectionUnderTest<One>): void => {
  const foldOf = (all: readonly AnyRecord[], projection = make()): One => {
    for (const record of all) projection.apply(record);
    return projection;
  };
  const copyOf = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes);

  test("[LOG-9] saved and loaded anywhere, it goes on as if it had not been", () => {
    fc.assert(
      fc.property(records, fc.nat(40), (all, at) => {
        const before = foldOf(all.slice(0, at));
        const saved = before.save();
        const loaded = make();
        loaded.load(copyOf(saved));
        // Its memory is released.
        saved.fill(0xff);
        const whole = look(foldOf(all));
        expect(look(foldOf(all.slice(at), loaded))).toEqual(whole);
        expect(look(foldOf(all.slice(at), before))).toEqual(whole);
      }),
    );
  });

  test("[LOG-9] the head of a message leaves what the whole message leaves", () => {
    fc.assert(
      fc.property(records, (all) => {
        const byHeads = make();
        for (const record of all)
          if (byHeads.applyMessage && isMessage(record)) {
            const { seq, time, room, client_id, id, mentions } = record;
            byHeads.applyMessage({ seq, time, room, client_id, id, ...(mentions && { mentions }) });
          } else byHeads.apply(record);
        expect(look(byHeads)).toEqual(look(foldOf(all)));
      }),
    );
  });

  test("[LOG-9] what is cut off is not taken for a state", () => {
    const all = samples.map((draft, index) =>
      parseRecord({
        ...draft,
        seq: index + 1,
        time: "2026-11-21T10:00:00.000Z",
        ...("room" in draft && { prev: 0 }),
      }),
    );
    const saved = foldOf(all).save();
    for (const length of [0, 1, saved.length >> 1, saved.length - 1])
      expect(() => make().load(copyOf(saved.subarray(0, length)))).toThrow(Error);
  });
};
