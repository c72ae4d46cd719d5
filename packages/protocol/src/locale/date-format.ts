/** Dates in a language. Made when the first one is told: what stands behind it takes 8 MB, and many programs tell none. */
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
