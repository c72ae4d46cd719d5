import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "../../harness/place.ts";
import { ownerLink, ServerProcess } from "../../harness/server.ts";
import { until } from "../../harness/until.ts";
import { FaultProxy, faults, type Fault } from "../fault-proxy.ts";
import type { Random } from "../random.ts";
import { Acts } from "./acts.ts";
import { LinePerson } from "./line-person.ts";
import { readLines, type RawRecord } from "./naive-folder.ts";
import { SdkPerson } from "./sdk-person.ts";
import { StockPerson } from "./stock-person.ts";

/** Faults that a line gets over: what is swallowed on the way would cut it in two. */
const faultsOfLines: readonly Fault[] = ["cut", "delay", "split", "merge"];
const publicRooms = ["книги", "сад", "море"];

export interface StageOptions {
  /** Half of them use the project's client, half the stock one over two devices; a quarter as many type lines. */
  readonly people: number;
  /** How the records get to the readers. */
  readonly fanout: "hub" | "pull";
}

/** The server, the network to it, and the people, of whom half are there from the beginning. */
export class Stage implements AsyncDisposable {
  readonly stock: StockPerson[] = [];
  readonly sdk: SdkPerson[] = [];
  readonly lines: LinePerson[] = [];
  readonly acts: Acts;
  struck = 0;
  readonly #options: StageOptions;
  readonly #random: Random;
  readonly #names: readonly string[];
  readonly #leaving = new AsyncDisposableStack();
  #folder = "";
  #server: ServerProcess | undefined;
  #proxy: FaultProxy | undefined;
  #lineProxy: FaultProxy | undefined;

  constructor(options: StageOptions, random: Random) {
    this.#options = options;
    this.#random = random;
    this.#names = Array.from({ length: options.people }, (_, index) => `Вера${index}`);
    this.acts = new Acts(random, { publicRooms, names: this.#names });
  }

  /** Starts the server, makes somebody its owner, and the rooms with somebody in each. */
  async open(): Promise<void> {
    this.#folder = this.#leaving.use(await temporaryFolder()).path;
    const server = await this.#start();
    this.#proxy = this.#leaving.use(await FaultProxy.start(server.port, this.#random));
    this.#lineProxy = this.#leaving.use(await FaultProxy.start(server.tcpPort, this.#random));
    const [, invitation = ""] = (await ownerLink(server)).split("#invitation=");
    const owner = await this.#enterStock(invitation);
    await owner.client.api.account.register.mutate({ password: "владелица всего этого" });
    await owner.client.api.account.redeem.mutate({ invitation });
    while (this.people.length < this.#options.people / 2) await this.enter();
    await until("everybody's arrival", () => this.people.every(({ hasArrived }) => hasArrived));
    for (const [index, room] of publicRooms.entries())
      this.stock[index % this.stock.length]?.act({ kind: "join", room });
    await this.#openPrivateRoom(this.stock[1] ?? owner);
    const tcpPort = Number(new URL(this.#lineProxy.url).port);
    for (let index = 0; index < this.#options.people / 4; index += 1)
      this.lines.push(new LinePerson(tcpPort, this.#random, this.acts));
  }

  get people() {
    return [...this.stock, ...this.sdk];
  }

  get log(): readonly RawRecord[] {
    return readLines(this.#server?.logFile ?? "");
  }

  /** Lets the next one in. */
  async enter(): Promise<void> {
    if (this.people.length % 2 === 0) await this.#enterStock();
    else this.#enterSdk();
  }

  /** Lets somebody in who was not there while anything was done, and reads all of it in pages. */
  async enterLast(): Promise<void> {
    const newcomer = this.#enterSdk();
    await until("the newcomer", () => newcomer.hasArrived);
    for (const room of publicRooms) newcomer.act({ kind: "join", room });
    await newcomer.settled();
  }

  /** Does one fault to one connection. */
  async strike(): Promise<void> {
    const isLine = this.#random.below(6) === 0;
    const proxy = isLine ? this.#lineProxy : this.#proxy;
    const fault = this.#random.pick(isLine ? faultsOfLines : faults);
    if (!proxy?.strike(fault, 20 + this.#random.below(400))) await sleep(20);
    this.struck += 1;
  }

  heal(): void {
    this.#proxy?.healAll();
    this.#lineProxy?.healAll();
  }

  /** Ends the server and starts it again, on other ports. */
  async restart(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.#server?.program.kill(signal);
    await this.#server?.program.exited();
    const { port, tcpPort } = await this.#start();
    if (this.#proxy) this.#proxy.target = port;
    if (this.#lineProxy) this.#lineProxy.target = tcpPort;
  }

  async close(): Promise<void> {
    await Promise.all(this.people.map((person) => person.close()));
    await this.#server?.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#leaving.disposeAsync();
  }

  get #nextName(): string {
    return this.#names[this.people.length] ?? `Борис${this.people.length}`;
  }

  #enterSdk(): SdkPerson {
    const person = new SdkPerson(this.#proxy?.url ?? "", this.#nextName);
    this.sdk.push(person);
    return person;
  }

  async #openPrivateRoom(founder: StockPerson): Promise<void> {
    const create = () => founder.client.api.room.create.mutate({ room: "тайна", private: true });
    const room = (await founder.insist(create))?.room ?? "";
    for (const { name } of this.people) founder.act({ kind: "invite", room, name });
    await founder.settled();
    for (const person of this.people) person.act({ kind: "accept" });
  }

  async #enterStock(invitation?: string): Promise<StockPerson> {
    const introduction = { name: this.#nextName, ...(invitation !== undefined && { invitation }) };
    const person = new StockPerson(this.#proxy?.url ?? "", introduction, this.#random);
    this.stock.push(person);
    await person.arrive();
    return person;
  }

  async #start(): Promise<ServerProcess> {
    const program = ["--fanout", this.#options.fanout, "--limits", "off", "--heartbeat", "1000"];
    const started = await ServerProcess.start({ folder: this.#folder, arguments: program });
    this.#server = this.#leaving.use(started);
    return started;
  }
}
