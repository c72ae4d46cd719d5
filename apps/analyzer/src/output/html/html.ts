import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { PageData } from "../../page/page-data.ts";
import { textsIn } from "../../locale/texts.ts";
import { pageScript, pageStyle } from "./page-files.ts";

const sourceOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Removes the folders of the log: people who get the page need not know where it is on this machine. */
export const withoutFolders = ({ report, ...data }: PageData): PageData => {
  const { input } = report;
  const damage = input.damage.map((one) => Object.assign({}, one, { file: basename(one.file) }));
  const readAs = input.read_as?.map((one) => Object.assign({}, one, { file: basename(one.file) }));
  const files = input.files.map((file) => basename(file));
  return {
    ...data,
    report: { ...report, input: { ...input, files, damage, ...(readAs && { read_as: readAs }) } },
  };
};

/** JSON that cannot end the element that it stands in. */
const embedded = (data: PageData): string => JSON.stringify(data).replaceAll("<", "\\u003c");

/** Allows only the code and styles put in here, and requests to its own server only if it is live. */
const policyOf = (script: string, style: string, isLive: boolean): string =>
  [
    "default-src 'none'",
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(style)}`,
    `connect-src ${isLive ? "'self'" : "'none'"}`,
    "img-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/** The report as one file that needs nothing else: no server, no network. */
export const htmlOf = async (data: PageData): Promise<string> => {
  // A closing tag within the program would end its element.
  const script = (await pageScript()).replaceAll("</script", "<\\/script");
  const style = await pageStyle();
  const { page } = textsIn(data.locale);
  return [
    "<!doctype html>",
    `<html lang="${data.locale}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policyOf(script, style, data.isLive))}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(page.title)}</title>`,
    `<style>${style}</style>`,
    "</head>",
    '<body><div id="app"></div>',
    `<script type="application/json" id="data">${embedded(withoutFolders(data))}</script>`,
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
};
