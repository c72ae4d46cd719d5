import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportSchema, type Report } from "@beseda/protocol";
import { sectionKeys } from "../src/folds/registry.ts";
import { Clock } from "../src/rows/clock.ts";
import { analyze, type RunOptions } from "../src/run.ts";

/** A folder of a test, with the logs in it. */
export class TestFolder implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<TestFolder> {
    return new TestFolder(await mkdtemp(join(tmpdir(), "beseda-analyzer-")));
  }

  file(name = "messages.json"): string {
    return join(this.path, name);
  }

  async write(content: string | Buffer, name = "messages.json"): Promise<string> {
    const file = this.file(name);
    await writeFile(file, content);
    return file;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.path, { recursive: true });
  }
}

/** The report on files, all of it unless asked otherwise, checked against its schema. */
export const reportOn = async (
  files: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<Report> =>
  reportSchema.parse(
    await analyze({
      sections: sectionKeys,
      filter: {},
      clock: new Clock("UTC"),
      threads: 0,
      rereadAfterMs: 0,
      ...options,
      files,
    }),
  );

/** The part of a report that is about the log, whatever file it was in. */
export const withoutInput = ({ input, ...sections }: Report): unknown => ({
  ...sections,
  records: input.records,
  first: input.first,
  last: input.last,
});
