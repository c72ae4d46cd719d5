import type { ChatSnapshot } from "@beseda/client";
import type { SearchHit, textsOf } from "@beseda/protocol";
import { useEffect, useRef } from "react";
import { FoundMessage } from "./found-message.tsx";
import type { searchTexts } from "./search-texts.ts";
import type { Finding, Order } from "./use-found.ts";

type SearchTexts = (typeof searchTexts)["ru"];

export interface FoundMessagesProps {
  readonly finding: Finding;
  readonly rooms: ChatSnapshot["rooms"];
  readonly texts: SearchTexts;
  readonly order: Order;
  readonly hints: ReturnType<SearchTexts["hints"]>;
  readonly lines: ReturnType<typeof textsOf>["lines"];
  readonly onGo: (hit: SearchHit) => void;
  /** Adds something to the query. */
  readonly onAdd: (typed: string) => void;
  readonly onOrder: (order: Order) => void;
}

/** Returns how many were found, and for which words. */
const saidOf = ({ finding: { found }, lines, texts }: FoundMessagesProps): string => {
  const { hits = [], next, meant } = found ?? {};
  const sentence = lines.found({ hits: hits.length, hasMore: false, meant });
  return next === undefined ? sentence : `${sentence} ${texts.thereIsMore}`;
};

/** What was found, what else to try, and what a query may have. */
export const FoundMessages = (props: FoundMessagesProps) => {
  const { finding, rooms, texts, lines, hints, order, onGo, onAdd, onOrder } = props;
  const { found, isLooking } = finding;
  const { hits = [], next } = found ?? {};
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<number>(undefined);
  useEffect(() => {
    const first = wanted.current === undefined ? undefined : list.current?.children[wanted.current];
    if (first === undefined) return;
    wanted.current = undefined;
    first.querySelector("a")?.focus();
  });
  const built = found?.indexed === undefined ? undefined : lines.searchIsBuilt(found.indexed);
  const other = order === "newest" ? "best" : "newest";
  const isEmpty = found !== undefined && hits.length === 0;
  const said = found === undefined ? undefined : isEmpty && next ? texts.nothingYet : saidOf(props);
  return (
    <>
      <div className="search-said" role="status" data-testid="search-count">
        {said}
      </div>
      {built !== undefined && (
        <p className="search-said" data-testid="search-built">
          <progress max={100} value={found?.indexed} aria-label={built} /> {built}
        </p>
      )}
      {hits.length > 0 && (
        <button
          type="button"
          className="button button-small search-order"
          data-testid="search-order"
          onClick={() => onOrder(other)}
        >
          {texts.orders[other]}
        </button>
      )}
      <div className="people-list" aria-busy={isLooking}>
        <ul ref={list}>
          {hits.map((hit) => (
            <li key={hit.seq}>
              <FoundMessage hit={hit} summary={rooms.find(({ room }) => room === hit.room)} onGo={onGo} />
            </li>
          ))}
        </ul>
        {next !== undefined && (
          <button
            type="button"
            className="button found-more"
            data-testid="found-more"
            // It stays where it is meanwhile, with the focus: that goes on to what has come.
            aria-disabled={isLooking}
            onClick={() => {
              if (isLooking) return;
              wanted.current = hits.length;
              finding.more();
            }}
          >
            {texts.more}
          </button>
        )}
        {isEmpty && (
          <ul className="search-tries" data-testid="search-tries">
            {texts.tries.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
        {hits.length === 0 && <Hints {...{ texts, hints, onAdd }} />}
      </div>
    </>
  );
};

const Hints = ({ texts, hints, onAdd }: Pick<FoundMessagesProps, "texts" | "hints" | "onAdd">) => (
  <section className="search-hints" data-testid="search-hints">
    <h3 className="search-said">{texts.hintsTitle}</h3>
    {hints.map(([typed, meaning]) => (
      <button key={typed} type="button" className="menu-item" onClick={() => onAdd(typed)}>
        <code className="code">{typed.trim()}</code> {meaning}
      </button>
    ))}
  </section>
);
