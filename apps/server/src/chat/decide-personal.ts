import type { RecordDraft } from "@beseda/protocol";
import { block, unblock } from "./block.ts";
import type { PersonalCommand } from "./command.ts";
import { decline, invite, uninvite } from "./consent.ts";
import type { Circumstances } from "./circumstances.ts";
import { report, resolve } from "./report.ts";
import type { ChatFacts } from "./state.ts";

/** Invitations, blocks and reports: what people want from each other, and what not. */
export const decidePersonal = (
  state: ChatFacts,
  command: PersonalCommand,
  circumstances: Circumstances,
): readonly RecordDraft[] => {
  switch (command.kind) {
    case "invite":
      return invite(state, command, circumstances);
    case "uninvite":
      return uninvite(state, command, circumstances);
    case "decline":
      return decline(state, command, circumstances);
    case "block":
      return block(state, command, circumstances);
    case "unblock":
      return unblock(state, command, circumstances);
    case "report":
      return report(state, command, circumstances);
    case "resolve":
      return resolve(state, command, circumstances);
  }
};
