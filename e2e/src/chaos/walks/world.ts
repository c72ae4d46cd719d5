import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isOf, parseRecord, type ChatRecord, type UnknownRecord } from "@beseda/protocol";
import { generousRates } from "@beseda/server/testing/generous-rates";
import { temporaryServer, type TemporaryServer } from "@beseda/server/testing/running-server";
import { Program } from "../../harness/program.ts";

export type Message = Extract<ChatRecord, { readonly type: "message" }>;

const messagesIn = (records: readonly (ChatRecord | UnknownRecord)[]): readonly Message[] =>
  records.filter((record): record is Message => isOf(record, "message"));

/** A copied log, with the files beside it. */
interface Copy {
  readonly folder: string;
  /** The time of the copy: it lacks what the server learnt later. */
  readonly at: number;
}

/** The server of walkers, with what happens to it. */
export class World {
  readonly #folder: string;
  readonly #settings: { readonly log: string; readonly data: string };
  #server: TemporaryServer;
  /** Messages of logs that were put aside, lost or not. */
  readonly #earlier: Message[] = [];
  #copy: Copy | undefined;
  /** Periods whose requests the server has forgotten. */
  readonly #forgotten: { readonly from: number; readonly to: number }[] = [];
  #isDamaged = false;

  private constructor(folder: string, server: TemporaryServer) {
    this.#folder = folder;
    this.#settings = filesIn(folder);
    this.#server = server;
  }

  static async open(folder: string): Promise<World> {
    return new World(folder, await temporaryServer({ settings: filesIn(folder), rates }));
  }

  get port(): number {
    return this.#server.port;
  }

  /** Whether the operator has lost something: lines written for the earlier log may be given back. */
  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  /** Whether the server may have forgotten what was sent to it between two moments. */
  forgets(since: number, until = since): boolean {
    return this.#forgotten.some(({ from, to }) => from <= until && since <= to);
  }

  async restart(): Promise<void> {
    await this.#down(async () => undefined);
  }

  /** Copies all files of the server, as of one moment. */
  async copy(): Promise<void> {
    await this.#down(async ({ log, data }) => {
      const folder = join(this.#folder, "copy");
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      await cp(log, filesIn(folder).log);
      await cp(data, filesIn(folder).data, { recursive: true });
      this.#copy = { folder, at: performance.now() };
    });
  }

  /** Replaces all files of the server by the newest copy. */
  async restore(): Promise<void> {
    const copy = this.#copy;
    if (!copy) return;
    await this.#down(async ({ log, data }) => {
      await this.#putAside();
      await rm(log);
      await rm(data, { recursive: true });
      await cp(filesIn(copy.folder).log, log);
      await cp(filesIn(copy.folder).data, data, { recursive: true });
      this.#forgotten.push({ from: copy.at, to: performance.now() });
    });
  }

  /** One of the newest messages is damaged on the disk; the log is repaired without it, as the start says. */
  async repair(): Promise<void> {
    await this.#down(async ({ log }) => {
      const text = await readFile(log, "utf8");
      const lines = text.split("\n");
      const index = lines.findLastIndex((line) => line.includes('"type":"message"'));
      const line = lines[index];
      if (line === undefined) return;
      await this.#putAside();
      lines[index] = line.replace('"type":"message"', '"type":"massage"');
      await writeFile(log, lines.join("\n"));
      const repaired = `${log}.repaired`;
      await using program = new Program([
        "apps/server/src/start.js",
        "log",
        "repair",
        log,
        "--output",
        repaired,
      ]);
      await program.exited();
      await rename(log, `${log}.damaged-${this.#earlier.length}`);
      await rename(repaired, log);
    });
  }

  /** Every message that is, or was, in the log: those that the last log has are there. */
  async end(): Promise<{ readonly there: readonly Message[]; readonly gone: readonly Message[] }> {
    const there = messagesIn(await this.#server.records());
    await this.#server[Symbol.asyncDispose]();
    const seqs = new Set(there.map(({ id }) => id));
    return { there, gone: this.#earlier.filter(({ id }) => !seqs.has(id)) };
  }

  async #down(meanwhile: (files: { readonly log: string; readonly data: string }) => Promise<void>) {
    const { port } = this.#server;
    await this.#server[Symbol.asyncDispose]();
    await meanwhile(this.#settings);
    this.#server = await temporaryServer({ settings: { ...this.#settings, port }, rates });
  }

  async #putAside(): Promise<void> {
    this.#isDamaged = true;
    const values = JSON.parse(await readFile(this.#settings.log, "utf8")) as readonly unknown[];
    this.#earlier.push(...messagesIn(values.map(parseRecord)));
  }
}

/** All walkers come from one address: a person who logs in there must not wait for the others. */
const rates = { ...generousRates, logins: generousRates.commands, loginsOfAccount: generousRates.commands };

const filesIn = (folder: string) => ({ log: join(folder, "messages.json"), data: join(folder, "data") });
