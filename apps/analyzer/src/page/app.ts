import type { Locale, Step } from "@beseda/protocol";
import { textsIn } from "../locale/texts.ts";
import type { Texts } from "../locale/en.ts";
import { hasRows, sectionsOf } from "../output/tables/tables.ts";
import { kindOf, type Table } from "../output/table.ts";
import { Writer } from "../output/writer.ts";
import { Card } from "./card.ts";
import { light } from "./charts/palette.ts";
import { everything, isEverything, type Choice } from "./choice.ts";
import { chosen, stepIn } from "./chosen.ts";
import { button, make } from "./dom.ts";
import { FilterBar } from "./filter-bar.ts";
import type { PageData } from "./page-data.ts";
import { Themes } from "./theme.ts";

/** The whole page: what it shows, and what was chosen on it. */
export class App {
  readonly #root: HTMLElement;
  readonly #themes = new Themes();
  readonly #status = make("p", { class: "status", role: "status" });
  #data: PageData;
  #locale: Locale;
  #choice = everything;
  #filters: FilterBar | undefined;
  #cards: Card[] = [];

  constructor(root: HTMLElement, data: PageData) {
    this.#root = root;
    this.#data = data;
    this.#locale = data.locale;
    this.#themes.onSystemChange(() => this.#draw());
    addEventListener("beforeprint", () => this.#toPaper());
    addEventListener("afterprint", () => this.#draw());
    this.#show();
  }

  /** Shows newer data, with what was chosen. */
  update(data: PageData): void {
    this.#data = data;
    this.#show();
  }

  /** Says that nothing newer comes. */
  lose(): void {
    this.#status.textContent = this.#texts.page.lost;
    this.#status.classList.add("lost");
  }

  get #texts(): Texts {
    return textsIn(this.#locale);
  }

  #show(): void {
    const texts = this.#texts;
    document.documentElement.lang = this.#locale;
    document.title = texts.page.title;
    const filters = new FilterBar(this.#data.cells, texts, (choice) => this.#choose(choice));
    if (this.#filters) filters.restore(this.#filters);
    this.#filters = filters;
    const main = make("main", { id: "report" });
    this.#root.replaceChildren(this.#header(), make("div", { class: "bar" }, [filters.element]), main);
    this.#fill(main);
  }

  #choose(choice: Choice): void {
    this.#choice = choice;
    const main = this.#root.querySelector("main");
    if (main) this.#fill(main);
  }

  #header(): HTMLElement {
    const { page } = this.#texts;
    const { report, isLive } = this.#data;
    const writer = this.#writer();
    const { first, last, files, time_zone: zone } = report.input;
    const period = first && last ? this.#texts.period(writer.time(first), writer.time(last)) : "";
    const other = this.#themes.current === "dark" ? "light" : "dark";
    this.#status.textContent = isLive ? page.live : "";
    this.#status.classList.remove("lost");
    return make("header", {}, [
      make("div", {}, [
        make("h1", {}, [page.title]),
        make("p", { class: "period" }, [`${period} · ${zone}`]),
        make("p", { class: "source" }, [page.made(files.join(", "))]),
        this.#status,
      ]),
      make("div", { class: "tools" }, [
        button(this.#locale === "ru" ? "English" : "Русский", () => this.#speak(), {
          lang: this.#locale === "ru" ? "en" : "ru",
        }),
        button(page[other], () => this.#paint()),
        button(page.print, () => print()),
      ]),
    ]);
  }

  #speak(): void {
    this.#locale = this.#locale === "ru" ? "en" : "ru";
    this.#show();
  }

  #paint(): void {
    this.#themes.choose(this.#themes.current === "dark" ? "light" : "dark");
    this.#show();
  }

  #writer(): Writer {
    return new Writer(this.#texts, this.#locale, this.#data.report.input.time_zone);
  }

  #fill(main: HTMLElement): void {
    const texts = this.#texts;
    const writer = this.#writer();
    for (const card of this.#cards) card.dispose();
    this.#cards = [];
    const part = isEverything(this.#choice) ? undefined : chosen(this.#data.cells, this.#choice, texts);
    const sections = sectionsOf(this.#data.report, texts, writer);
    const replaced = sections
      .map(
        ([key, tables]) =>
          [
            key,
            tables
              .filter((table) => hasRows(table) || part?.tables.has(table.key))
              .map((table) => part?.tables.get(table.key) ?? table),
          ] as const,
      )
      .filter(([, tables]) => tables.length > 0);
    const shown = replaced.map(([key, tables]) => {
      const parts = tables.map((table) => {
        const isChosen = part?.tables.has(table.key) === true;
        if (table.facts) return this.#facts(table, writer, part !== undefined && !isChosen);
        const step = part && isChosen ? part.step : stepIn(this.#data.report, table.key);
        return this.#card(table, { writer, step, isWholeLog: part !== undefined && !isChosen });
      });
      return make("section", { id: key, "aria-labelledby": `${key}-title` }, [
        make("h2", { id: `${key}-title` }, [texts.sections[key]]),
        make("div", { class: "cards" }, parts),
      ]);
    });
    const links = replaced.map(([key]) =>
      make("li", {}, [make("a", { href: `#${key}` }, [texts.sections[key]])]),
    );
    const contents = make("nav", { "aria-label": texts.page.contents }, [make("ul", {}, links)]);
    main.replaceChildren(contents, make("div", { class: "sections" }, shown));
    this.#draw();
  }

  #draw(): void {
    for (const card of this.#cards) card.draw(this.#themes.palette);
  }

  /** Paper is white, cannot be clicked, and waits for no animation. */
  #toPaper(): void {
    for (const card of this.#cards) {
      card.unfold();
      card.draw(light, "paper");
    }
  }

  #card(
    table: Table,
    { writer, step, isWholeLog }: { writer: Writer; step: Step; isWholeLog: boolean },
  ): HTMLElement {
    const card = new Card(table, {
      texts: this.#texts,
      writer,
      step,
      locale: this.#locale,
      isWholeLog,
    });
    this.#cards.push(card);
    return card.element;
  }

  /** Numbers that stand for themselves. Times of the log are in the header already. */
  #facts(table: Table, writer: Writer, isWholeLog: boolean): HTMLElement {
    const items = table.rows.flatMap((row, index) => {
      const kind = kindOf(table, index, 1);
      if (table.key === "overview" && kind === "time") return [];
      const value = make("dd", kind === "text" ? { class: "words" } : {}, [
        writer.cell(row[1] ?? null, kind),
      ]);
      return [make("div", {}, [make("dt", {}, [String(row[0])]), value])];
    });
    const badge = isWholeLog ? make("p", { class: "badge" }, [this.#texts.page.wholeLog]) : undefined;
    const facts = make("dl", { class: table.key === "overview" ? "facts large" : "facts" }, items);
    return make("div", { class: "wide" }, [badge, facts]);
  }
}
