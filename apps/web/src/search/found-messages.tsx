import type { ChatSnapshot } from "@beseda/client";
import type { SearchHit } from "@beseda/protocol";
import { useEffect, useId, useRef } from "react";
import { FoundMessage } from "./found-message.tsx";
import type { searchTexts } from "./search-texts.ts";
import type { Finding, Order } from "./use-found.ts";

type Texts = (typeof searchTexts)["ru"];

export interface FoundMessagesProps {
  readonly finding: Finding;
  readonly rooms: ChatSnapshot["rooms"];
  readonly texts: Texts;
  readonly order: Order;
  readonly hints: ReturnType<Texts["hints"]>;
  /** How far the index is, in words, while it is being made. */
  readonly built: string | undefined;
  readonly onGo: (hit: SearchHit) => void;
  /** Adds something to the query. */
  readonly onAdd: (typed: string) => void;
  readonly onOrder: (order: Order) => void;
}

/** What was found, what else to try, and what a query may have. */
export const FoundMessages = (props: FoundMessagesProps) => {
  const { finding, rooms, texts, built, hints, onGo, onAdd } = props;
  const { found, isLooking } = finding;
  const { hits = [], next, meant } = found ?? {};
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<number>(undefined);
  useEffect(() => {
    const first = wanted.current === undefined ? undefined : list.current?.children[wanted.current];
    if (first === undefined) return;
    wanted.current = undefined;
    first.querySelector("a")?.focus();
  });
  const isEmpty = found !== undefined && hits.length === 0;
  const nothing = next === undefined ? texts.nothing : texts.nothingYet;
  return (
    <>
      <div className="search-said" role="status" data-testid="search-count">
        {found !== undefined && (isEmpty ? nothing : texts.found(hits.length, next !== undefined))}
        {meant !== undefined && <p>{texts.meant(meant)}</p>}
      </div>
      {built !== undefined && (
        <p className="search-said" data-testid="search-built">
          <progress max={100} value={found?.indexed} aria-label={built} /> {built}
        </p>
      )}
      {hits.length > 0 && <OrderSwitch {...props} />}
      <div className="search-scroll" aria-busy={isLooking}>
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
            {isEmpty ? texts.further : texts.more}
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

const orders = ["newest", "best"] as const;

const OrderSwitch = ({ texts, order, onOrder }: Pick<FoundMessagesProps, "texts" | "order" | "onOrder">) => {
  const name = useId();
  return (
    <fieldset className="switch search-order">
      <legend className="visually-hidden">{texts.order}</legend>
      {orders.map((value) => (
        <label key={value} className="switch-choice">
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={order === value}
            onChange={() => onOrder(value)}
          />
          {texts.orders[value]}
        </label>
      ))}
    </fieldset>
  );
};
