import type { Texts } from "../locale/en.ts";
import { isWords, kindOf, type Cell, type CellKind, type Table } from "../output/table.ts";
import type { Writer } from "../output/writer.ts";
import { button, make } from "./dom.ts";

export interface TableContext {
  readonly texts: Texts;
  readonly writer: Writer;
}

/** On a phone the cells of a row stand one below the other, each with its title; so many of them at most. */
const mostStacked = 10;
const firstRows = 12;
const paperRows = 40;

/** Ids, dates and names stay on one line; sentences do not. */
const shortLength = 32;
const shortIn = (text: string): string => (text.length <= shortLength ? "short" : "long");
const longIn = (text: string): string | undefined => (text.length <= shortLength ? undefined : "long");

const isNumber = (kind: CellKind): boolean => !isWords(kind);

const compared = (left: Cell | undefined, right: Cell | undefined): number => {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left ?? "").localeCompare(String(right ?? ""));
};

/** A table that can be sorted by its columns. Long ones show their first rows until more are asked for. */
export class TableView {
  readonly element: HTMLElement;
  readonly #table: Table;
  readonly #context: TableContext;
  readonly #body = make("tbody", { role: "rowgroup" });
  readonly #more: HTMLButtonElement;
  /** Says on paper what is not there. */
  readonly #rest = make("p", { class: "rest" });
  #order: number[];
  #sorted: { column: number; isDown: boolean } | undefined;
  #limit = firstRows;

  constructor(table: Table, context: TableContext) {
    this.#table = table;
    this.#context = context;
    this.#order = table.rows.map((_, index) => index);
    this.#more = button(context.texts.page.showAllRows(table.rows.length), () => this.showAll(), {
      class: "more",
    });
    const grid = make("table", { role: "table" }, [
      make("caption", { class: "unseen" }, [table.title]),
      this.#head(),
      this.#body,
    ]);
    // Reached by the keyboard, because it scrolls; a group, for the section around it is the landmark.
    const frame = make("div", { class: "frame", tabindex: "0", role: "group", "aria-label": table.title }, [
      grid,
    ]);
    const isNarrow = table.columns.length <= mostStacked;
    this.element = make("div", { class: isNarrow ? "table stacked" : "table" }, [
      frame,
      this.#more,
      this.#rest,
    ]);
    this.#fill();
  }

  showAll(): void {
    this.#limit = Infinity;
    this.#fill();
  }

  /** Nobody wants all of a thousand clients on paper. */
  showForPaper(): void {
    this.#limit = Math.max(this.#limit, paperRows);
    this.#fill();
  }

  #head(): HTMLElement {
    const cells = this.#table.columns.map(({ title, kind }, column) => {
      const sort = this.#table.facts ? title : button(title, () => this.#sort(column), { class: "sort" });
      return make(
        "th",
        { scope: "col", role: "columnheader", class: isNumber(kind) ? "number" : undefined },
        [sort],
      );
    });
    const classes = this.#table.facts ? "unseen" : undefined;
    return make("thead", { role: "rowgroup", class: classes }, [make("tr", { role: "row" }, cells)]);
  }

  #sort(column: number): void {
    const isDown =
      this.#sorted?.column === column ? !this.#sorted.isDown : isNumber(kindOf(this.#table, 0, column));
    this.#sorted = { column, isDown };
    const { rows } = this.#table;
    this.#order = this.#order.toSorted((left, right) => {
      const difference = compared(rows[left]?.[column], rows[right]?.[column]);
      return isDown ? -difference : difference;
    });
    for (const [index, head] of this.element.querySelectorAll("thead th").entries()) {
      if (index === column) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    this.#fill();
  }

  #fill(): void {
    const shown = this.#order.slice(0, this.#limit);
    const left = this.#order.length - shown.length;
    this.#body.replaceChildren(...shown.map((index) => this.#row(index)));
    this.#more.hidden = left === 0;
    this.#rest.textContent = left === 0 ? "" : this.#context.texts.more(left);
  }

  #row(index: number): HTMLElement {
    const row = this.#table.rows[index] ?? [];
    const cells = row.map((cell, column) => {
      const kind = kindOf(this.#table, index, column);
      const text = this.#context.writer.cell(cell, kind);
      if (column === 0) {
        const classes = isNumber(kind) ? "number" : shortIn(text);
        return make("th", { scope: "row", role: "rowheader", class: classes }, [text]);
      }
      const title = this.#table.facts ? undefined : this.#table.columns[column]?.title;
      const classes = cell === null ? "none" : isNumber(kind) ? "number" : longIn(text);
      return make("td", { role: "cell", class: classes, "data-title": title }, [text]);
    });
    return make("tr", { role: "row" }, cells);
  }
}
