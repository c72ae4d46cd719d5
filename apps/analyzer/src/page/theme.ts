import { dark, light, type Palette } from "./charts/palette.ts";

export type Theme = "light" | "dark";

/** Light or dark: what the system wishes, until somebody chooses. */
export class Themes {
  #chosen: Theme | undefined;

  get current(): Theme {
    return this.#chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }

  get palette(): Palette {
    return this.current === "dark" ? dark : light;
  }

  choose(theme: Theme): void {
    this.#chosen = theme;
    document.documentElement.dataset["theme"] = theme;
  }

  onSystemChange(listener: () => void): void {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listener);
  }
}
