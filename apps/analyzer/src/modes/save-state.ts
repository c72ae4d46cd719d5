import { replaceFile } from "../replace-file.ts";
import { bytesOfState, type Saved, type StateOf } from "../state/state-file.ts";

/**
 * Saves a state so that there is always a whole one on the disk.
 * @throws {UserError} where it cannot be written
 */
export const saveState = async (stateFile: string, of: StateOf, saved: Saved): Promise<void> =>
  replaceFile(stateFile, [await bytesOfState(of, saved)]);
