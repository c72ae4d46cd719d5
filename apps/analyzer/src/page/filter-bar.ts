import type { Cells } from "../folds/cells.ts";
import type { Texts } from "../locale/en.ts";
import { everything, hourOfDate, isEverything, type Choice } from "./choice.ts";
import { button, make } from "./dom.ts";

const option = (value: string, label: string): HTMLOptionElement => make("option", { value }, [label]);

const labelled = (label: string, control: HTMLElement): HTMLElement =>
  make("label", {}, [make("span", {}, [label]), control]);

const chosenIndex = ({ value }: HTMLSelectElement): number | undefined =>
  value === "" ? undefined : Number(value);

/** The controls that choose a part of the log: by client, room and days. */
export class FilterBar {
  readonly element: HTMLFormElement;
  readonly #client: HTMLSelectElement;
  readonly #room: HTMLSelectElement;
  readonly #since = make("input", { type: "date" });
  readonly #until = make("input", { type: "date" });
  readonly #reset: HTMLButtonElement;
  readonly #note = make("p", { class: "note", role: "status" });
  readonly #texts: Texts;

  constructor(cells: Cells, texts: Texts, onChoice: (choice: Choice) => void) {
    const { page, columns } = texts;
    this.#texts = texts;
    this.#client = make("select", {}, [
      option("", page.allClients),
      ...cells.clients.map(({ client_id, name }, index) =>
        option(String(index), name === client_id ? name : `${name} (${client_id})`),
      ),
    ]);
    this.#room = make("select", {}, [
      option("", page.allRooms),
      ...cells.rooms.map((room, index) => option(String(index), `#${room}`)),
    ]);
    this.#reset = button(page.reset, () => this.show(everything, onChoice), { class: "reset" });
    this.element = make("form", { class: "filters", "aria-label": page.filters }, [
      labelled(columns.client, this.#client),
      labelled(columns.room, this.#room),
      labelled(page.since, this.#since),
      labelled(page.until, this.#until),
      this.#reset,
      this.#note,
    ]);
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("change", () => onChoice(this.choice));
    this.#reset.hidden = true;
  }

  get choice(): Choice {
    const choice = {
      client: chosenIndex(this.#client),
      room: chosenIndex(this.#room),
      since: hourOfDate(this.#since.value),
      until: hourOfDate(this.#until.value, 1),
    };
    this.#tell(choice);
    return choice;
  }

  /** Notes beside the controls what a choice does not change. */
  #tell(choice: Choice): void {
    const { page } = this.#texts;
    const isAll = isEverything(choice);
    this.#reset.hidden = isAll;
    const told = [
      ...(isAll ? [] : [page.unchanged(page.wholeLog)]),
      ...(choice.room === undefined ? [] : [page.roomless(page.everyRoom)]),
    ];
    this.#note.textContent = told.join(" ");
  }

  /** Sets the controls as they were on the page before. */
  restore(from: FilterBar): void {
    this.#client.value = from.#client.value;
    this.#room.value = from.#room.value;
    this.#since.value = from.#since.value;
    this.#until.value = from.#until.value;
    this.#tell(this.choice);
  }

  show(_choice: Choice, onChoice: (choice: Choice) => void): void {
    this.element.reset();
    onChoice(this.choice);
  }
}
