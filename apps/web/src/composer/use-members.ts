import { useEffect, useState } from "react";

const nobody: readonly string[] = [];

/** Returns the names of the people in the room, asked for when somebody begins to mention one (MSG-5). */
export const useMembers = (
  isWanted: boolean,
  members: () => Promise<readonly string[]>,
): readonly string[] => {
  const [names, setNames] = useState(nobody);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isOver = false;
    // Without an answer those are offered who have said something.
    members().then(
      (found) => isOver || setNames(found),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [isWanted, members]);
  return names;
};
