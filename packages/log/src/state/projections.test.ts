import { describe } from "vitest";
import { describeProjection, sampled } from "../../testing/projection.contract.ts";
import { Ancestry } from "./ancestry.ts";
import { createIdIndex } from "./id-index.ts";
import { RoomIndex } from "./room-index.ts";

describe("the index of rooms", () => {
  describeProjection({
    make: () => new RoomIndex(),
    look: (index) => sampled.rooms.map((room) => index.before(room, sampled.most + 1, sampled.most)),
  });
});

describe("the index of ids", () => {
  const { clients, ids } = sampled;
  describeProjection({
    make: createIdIndex,
    look: (index) => clients.map((client) => ids.map((id) => index.mayHave(client, id))),
  });
});

describe("the names of a log and of its runs", () => {
  describeProjection({
    make: () => new Ancestry(),
    look: (ancestry) => {
      const { id, root, run, lineage, isUnserved } = ancestry;
      return { id, root, run, lineage, isUnserved, end: ancestry.endOf({ log: id, run }, sampled.most) };
    },
  });
});
