import type { Locale } from "@beseda/protocol";
import type { Table } from "../output/table.ts";
import { charts } from "./charts/charts.ts";
import type { ChartContext } from "./charts/context.ts";
import { draw, type Medium } from "./charts/draw.ts";
import type { Palette } from "./charts/palette.ts";
import { make } from "./dom.ts";
import { TableView } from "./table-view.ts";

export interface CardOptions extends Omit<ChartContext, "palette"> {
  readonly locale: Locale;
  /** The part of a choice that this table does not follow. */
  readonly badge: string | undefined;
}

/** One table of the report, with its chart if it has one. */
export class Card {
  readonly element: HTMLElement;
  readonly #table: Table;
  readonly #options: CardOptions;
  readonly #view: TableView;
  readonly #place: HTMLElement | undefined;
  #takeAway: (() => void) | undefined;

  constructor(table: Table, options: CardOptions) {
    this.#table = table;
    this.#options = options;
    this.#view = new TableView(table, options);
    const chart = charts[table.key];
    const { texts, badge } = options;
    const title = make("figcaption", {}, [
      make("h3", {}, [table.title]),
      badge === undefined ? undefined : make("span", { class: "badge" }, [badge]),
    ]);
    const isWide = chart ? chart.isWide || table.columns.length > 4 : table.columns.length > 3;
    const classes = ["card", isWide && "wide"];
    if (!chart || table.rows.length === 0) {
      const content =
        table.rows.length === 0 ? make("p", { class: "nothing" }, [texts.page.nothing]) : this.#view.element;
      this.element = make("figure", { class: classes.filter(Boolean).join(" ") }, [title, content]);
      return;
    }
    this.#place = make("div", {
      class: "chart",
      role: "img",
      "aria-label": texts.page.chart(table.title, table.rows.length),
    });
    this.#place.style.height = `${chart.height(table)}px`;
    const details = make("details", {}, [make("summary", {}, [texts.page.table]), this.#view.element]);
    this.element = make("figure", { class: classes.filter(Boolean).join(" ") }, [
      title,
      this.#place,
      details,
    ]);
  }

  /** Draws the chart; the card must be on the page by then. */
  draw(palette: Palette, medium: Medium = "screen"): void {
    const chart = charts[this.#table.key];
    if (!this.#place || !chart) return;
    this.#takeAway?.();
    const option = chart.option(this.#table, { ...this.#options, palette });
    this.#takeAway = draw(this.#place, option, { locale: this.#options.locale, medium });
  }

  /** Opens folded parts: paper cannot be clicked. */
  unfold(): void {
    this.#view.showForPaper();
    for (const details of this.element.querySelectorAll("details")) details.open = true;
  }

  dispose(): void {
    this.#takeAway?.();
  }
}
