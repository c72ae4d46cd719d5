import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Finding, Order } from "./use-found.ts";
import type { Sought } from "./use-search.ts";

/** The pause after which one has typed a query, in milliseconds; within an operator one is likely to go on. */
const pauseMs = 400;
const operatorPauseMs = 1500;
/** Signs from which on one looks unasked. */
const leastSigns = 2;

const isInOperator = (query: string): boolean => /(?:^|\s)-?\p{L}+:\S*$/u.test(query);

/** What is typed, and looked for when it is. */
export interface Query {
  readonly text: string;
  readonly order: Order;
  readonly type: (text: string) => void;
  /** Adds a part behind what is typed. */
  readonly add: (part: string) => void;
  /** Looks now. */
  readonly enter: () => void;
  readonly sort: (order: Order) => void;
}

/** @param sought - what the search was opened for: looked for at once */
export const useQuery = ({ look, forget }: Finding, sought: Sought): Query => {
  const [text, setText] = useState("");
  const [order, setOrder] = useState<Order>("newest");
  const [begun, begin] = useState<Sought>();
  const asked = useRef("");
  const soughtLast = useRef<Sought>(undefined);
  if (sought !== begun) {
    begin(sought);
    if (sought.query !== undefined) setText(sought.query);
  }
  const lookFor = (typed: string, by: Order): void => {
    const query = typed.trim();
    asked.current = query;
    if (query === "") forget();
    else look({ query, order: by });
  };
  const pause = useEffectEvent(() => lookFor(text, order));
  useEffect(() => {
    const query = text.trim();
    const isSought = sought.query === text && sought !== soughtLast.current;
    soughtLast.current = sought;
    if (!isSought && (query === asked.current || (query !== "" && query.length < leastSigns)))
      return undefined;
    const timer = setTimeout(pause, isSought ? 0 : isInOperator(text) ? operatorPauseMs : pauseMs);
    return () => clearTimeout(timer);
  }, [text, sought]);
  return {
    text,
    order,
    type: setText,
    add: (part) => setText(text.trim() === "" ? part : `${text.trimEnd()} ${part}`),
    enter: () => lookFor(text, order),
    sort: (by) => {
      setOrder(by);
      lookFor(text, by);
    },
  };
};
