import { App } from "./app.ts";
import type { PageData } from "./page-data.ts";

const root = document.querySelector<HTMLElement>("#app");
const embedded = document.querySelector("#data");

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same program wrote it
const dataOf = (json: string): PageData => JSON.parse(json) as PageData;

/** Fetches the report again whenever the analyzer says that the log has grown. */
const follow = (app: App): void => {
  const news = new EventSource("news");
  news.addEventListener("grown", () => {
    void fetch("data.json")
      .then((response) => response.text())
      .then((json) => app.update(dataOf(json)))
      .catch(() => app.lose());
  });
  news.addEventListener("error", () => app.lose());
};

if (root && embedded) {
  const data = dataOf(embedded.textContent ?? "");
  const app = new App(root, data);
  if (data.isLive) follow(app);
}
