import type { ChatClient } from "@beseda/client";
import type { SearchFound } from "@beseda/protocol";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

export type Order = "newest" | "best";

/** What is looked for. */
export interface Wanted {
  readonly query: string;
  readonly order: Order;
}

/** What was found for it, on all pages so far. */
export interface Found extends SearchFound {
  readonly wanted: Wanted;
}

export interface Finding {
  readonly found: Found | undefined;
  /** Why the last search was refused. */
  readonly trouble: Error | undefined;
  readonly isLooking: boolean;
  readonly look: (wanted: Wanted) => void;
  /** Loads the next page. */
  readonly more: () => void;
  readonly forget: () => void;
}

/** Pages without a hit that are passed over for one press: the server has looked at 10,000 messages for each. */
const mostEmpty = 5;
/** How often one looks again while the index is being made, in milliseconds. */
const againMs = 5000;

const pageOf = async (
  client: Pick<ChatClient, "search">,
  wanted: Wanted,
  cursor: string | undefined,
): Promise<SearchFound> => {
  let page = await client.search({ ...wanted, ...(cursor !== undefined && { cursor }) });
  for (let empty = 1; page.hits.length === 0 && page.next !== undefined && empty < mostEmpty; empty += 1)
    page = await client.search({ ...wanted, cursor: page.next });
  return page;
};

export const useFound = (client: Pick<ChatClient, "search">): Finding => {
  const [found, setFound] = useState<Found>();
  const [trouble, setTrouble] = useState<Error>();
  const [isLooking, setLooking] = useState(false);
  const turn = useRef(0);
  /** An answer that comes after another question was asked counts no more. */
  const ask = useCallback(
    async (wanted: Wanted, before?: Found): Promise<void> => {
      turn.current += 1;
      const mine = turn.current;
      setLooking(true);
      setTrouble(undefined);
      try {
        const page = await pageOf(client, wanted, before?.next);
        if (mine !== turn.current) return;
        const { meant = before?.meant } = page;
        const hits = [...(before?.hits ?? []), ...page.hits];
        setFound({ ...page, ...(meant !== undefined && { meant }), hits, wanted });
      } catch (error) {
        if (mine !== turn.current) return;
        if (before === undefined) setFound(undefined);
        setTrouble(error instanceof Error ? error : new Error(String(error)));
      }
      setLooking(false);
    },
    [client],
  );
  const again = useEffectEvent((wanted: Wanted) => void ask(wanted));
  const isMade = found?.indexed === undefined;
  useEffect(() => {
    if (isMade || found.hits.length > firstPage) return undefined;
    const timer = setTimeout(() => again(found.wanted), againMs);
    return () => clearTimeout(timer);
  }, [found, isMade]);
  return {
    found,
    trouble,
    isLooking,
    look: useCallback((wanted: Wanted) => void ask(wanted), [ask]),
    more: () => {
      if (found?.next !== undefined) void ask(found.wanted, found);
    },
    forget: useCallback(() => {
      turn.current += 1;
      setFound(undefined);
      setTrouble(undefined);
      setLooking(false);
    }, []),
  };
};

/** Messages of one page: whoever has gone further is not led back. */
const firstPage = 20;
