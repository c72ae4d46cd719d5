/** Dates in a language. Created for the first date: its data take 8 MB, and many programs show no dates. */
export class DateFormat {
  readonly #locale: string;
  readonly #style: Intl.DateTimeFormatOptions;
  #made: Intl.DateTimeFormat | undefined;

  constructor(locale: string, style: Intl.DateTimeFormatOptions) {
    this.#locale = locale;
    this.#style = style;
  }

  format(date: Date | number): string {
    this.#made ??= new Intl.DateTimeFormat(this.#locale, this.#style);
    return this.#made.format(date);
  }
}
