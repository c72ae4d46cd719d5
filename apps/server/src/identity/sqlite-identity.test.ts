import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeAddressBans } from "./address-bans.contract.ts";
import type { IdentityUnderTest } from "./identity-under-test.ts";
import { openIdentity, type Identity } from "./identity.ts";
import { describeInvitations } from "./invitations.contract.ts";
import { describeReadMarks } from "./read-marks.contract.ts";
import { describeResets } from "./resets.contract.ts";

const temporaryIdentity = async (): Promise<IdentityUnderTest> => {
  const data = await mkdtemp(join(tmpdir(), "beseda-identity-"));
  const opened: Identity[] = [];
  let now = 1_795_255_200_000;
  return {
    open: async () => {
      const identity = await openIdentity({ data, log: "one", now: () => now, isDurable: false });
      opened.push(identity);
      return identity;
    },
    get now() {
      return now;
    },
    pass: (ms) => {
      now += ms;
    },
    [Symbol.asyncDispose]: async () => {
      for (const identity of opened) await identity.close();
      await rm(data, { recursive: true, force: true });
    },
  };
};

describeInvitations("in SQLite", temporaryIdentity);
describeResets("in SQLite", temporaryIdentity);
describeAddressBans("in SQLite", temporaryIdentity);
describeReadMarks("in SQLite", temporaryIdentity);
