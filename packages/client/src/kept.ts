import type { Locale } from "@beseda/protocol";
import type { Environment } from "./environment.ts";
import { Identity } from "./identity.ts";
import type { ChatClientOptions } from "./options.ts";
import { memoryStorage } from "./storage/memory-storage.ts";
import { StorageProblems } from "./storage/storage-problems.ts";
import { withDeadline } from "./storage/with-deadline.ts";

interface KeptParts {
  readonly environment: Environment;
  readonly locale: () => Locale;
  /** Called with a sentence while the storage fails, with nothing when it works again. */
  readonly onProblem: (problem: string | undefined) => void;
}

/** What outlives the program: its storage, the identity in there, and what is wrong with it. */
export class Kept {
  readonly storage: ReturnType<typeof withDeadline>;
  readonly problems: StorageProblems;
  readonly identity: Identity;

  constructor(options: ChatClientOptions, { environment, locale, onProblem }: KeptParts) {
    this.storage = withDeadline(options.storage ?? memoryStorage(), environment);
    this.problems = new StorageProblems({ locale, onChange: onProblem });
    this.identity = new Identity({
      options,
      storage: this.storage,
      onStorageError: (error) => {
        this.problems.failed("token", error);
      },
      onKept: () => {
        this.problems.kept("token");
      },
    });
  }
}
