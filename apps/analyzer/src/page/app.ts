import type { Locale, Step } from "@beseda/protocol";
import { textsIn } from "../locale/texts.ts";
import type { Texts } from "../locale/en.ts";
import { findingsOf } from "../output/findings.ts";
import { readAsLines } from "../output/read-as.ts";
import { hasRows, sectionsOf, telling } from "../output/tables/tables.ts";
import { isWords, kindOf, type Table } from "../output/table.ts";
import { Writer } from "../output/writer.ts";
import { Card } from "./card.ts";
import { light } from "./charts/palette.ts";
import { everything, isEverything, type Choice } from "./choice.ts";
import { chosen, roomless, stepIn } from "./chosen.ts";
import { button, make } from "./dom.ts";
import { FilterBar } from "./filter-bar.ts";
import type { PageData } from "./page-data.ts";
import { Themes } from "./theme.ts";

/** The whole page: its content, and the choice made on it. */
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

  /** Shows newer data, keeping the choice. */
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
    this.#root.replaceChildren(
      this.#header(),
      this.#findings(),
      make("div", { class: "bar" }, [filters.element]),
      main,
    );
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
    const period = first && last ? `${writer.period(first, last)} · ` : "";
    const other = this.#themes.current === "dark" ? "light" : "dark";
    this.#status.textContent = isLive ? page.live : "";
    this.#status.classList.remove("lost");
    return make("header", {}, [
      make("div", {}, [
        make("h1", {}, [page.title]),
        make("p", { class: "period" }, [`${period}${zone}`]),
        make("p", { class: "source" }, [page.made(files.join(", "))]),
        ...readAsLines(report, this.#texts).map((told) => make("p", { class: "source" }, [told])),
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

  /** The findings that matter, ahead of all that can be known. */
  #findings(): HTMLElement {
    const texts = this.#texts;
    const found = findingsOf(this.#data.report, texts, this.#writer());
    const title = make("h2", { id: "findings-title", class: "unseen" }, [texts.findings.title]);
    const sentences = found.map((finding, index) =>
      make("p", { class: index === 0 ? "lead" : undefined }, [finding]),
    );
    return make("section", { id: "findings", "aria-labelledby": "findings-title" }, [title, ...sentences]);
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
    const { time_zone: zone } = this.#data.report.input;
    return new Writer(this.#texts, this.#locale, { zone, style: "spoken" });
  }

  #fill(main: HTMLElement): void {
    const texts = this.#texts;
    const writer = this.#writer();
    for (const card of this.#cards) card.dispose();
    this.#cards = [];
    const part = isEverything(this.#choice) ? undefined : chosen(this.#data.cells, this.#choice, texts);
    const { report } = this.#data;
    const sections = telling(sectionsOf(report, texts, writer), report);
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
        const badge = part ? this.#badge(table, isChosen) : undefined;
        if (table.facts) return this.#facts(table, writer, badge);
        const step = part && isChosen ? part.step : stepIn(this.#data.report, table.key);
        return this.#card(table, { writer, step, badge });
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

  /** Returns a badge for the part of the choice that a table does not follow. */
  #badge({ key }: Table, isChosen: boolean): string | undefined {
    const { page } = this.#texts;
    if (!isChosen) return page.wholeLog;
    return this.#choice.room !== undefined && roomless.has(key) ? page.everyRoom : undefined;
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
    { writer, step, badge }: { writer: Writer; step: Step; badge: string | undefined },
  ): HTMLElement {
    const card = new Card(table, {
      texts: this.#texts,
      writer,
      step,
      locale: this.#locale,
      badge,
    });
    this.#cards.push(card);
    return card.element;
  }

  /** Numbers that stand for themselves. Times of the log are in the header already. */
  #facts(table: Table, writer: Writer, badge: string | undefined): HTMLElement {
    const items = table.rows.flatMap((row, index) => {
      const kind = kindOf(table, index, 1);
      if (table.key === "overview" && kind === "time") return [];
      const value = make("dd", isWords(kind) ? { class: "words" } : {}, [writer.cell(row[1] ?? null, kind)]);
      return [make("div", {}, [make("dt", {}, [String(row[0])]), value])];
    });
    const told = badge === undefined ? undefined : make("p", { class: "badge" }, [badge]);
    const facts = make("dl", { class: table.key === "overview" ? "facts large" : "facts" }, items);
    return make("div", { class: "wide" }, [told, facts]);
  }
}
