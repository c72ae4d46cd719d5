import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { jsonLineSchema } from "./json-line.ts";
import { jsonKeys } from "./json-saying.ts";

const page = await readFile(new URL("../../../../docs/clients/json.md", import.meta.url), "utf8");

const rows = page.slice(page.indexOf("## What it gets")).split("\n");

test("[PRG-9] every type and every field of it is in docs/clients/json.md", () => {
  for (const { shape } of jsonLineSchema.options) {
    const row = rows.find((text) => text.startsWith(`| \`${shape.type.value}\``)) ?? "";
    const fields = Object.keys(shape).filter((field) => !["type", "name", "message"].includes(field));
    for (const field of fields) expect(`${shape.type.value}: ${row}`).toContain(field);
  }
});

test("[PRG-7] every key that has a meaning is there too", () => {
  const [first = ""] = jsonKeys;
  expect(page).toContain(`| \`${first}\``);
  const passedOver = jsonKeys.indexOf("time");
  for (const key of jsonKeys.slice(0, passedOver)) expect(page).toContain(`\`${key}\``);
});
