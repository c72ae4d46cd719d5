import { ending, people, type Ending, type Person } from "./people.ts";
import { Random } from "./random.ts";
import { sentence } from "./speech.ts";

type Draft = Readonly<Record<string, unknown>>;

const minute = 60_000;
const hour = 60 * minute;
const rooms = ["lobby", ..."dev ops random ru en music games news help design".split(" ")];

const normal: Ending = { code: 1000, status: "normal" };

/** A town that chats: people come, say something, lose their connection, go. The same seed is the same town. */
export class Town {
  readonly #random: Random;
  readonly #people: readonly Person[];
  readonly #emit: (draft: Draft) => void;
  readonly #online: Person[] = [];
  #sessions = 0;
  #now: number;

  constructor(seed: number, options: { people: number; start: number; emit: (draft: Draft) => void }) {
    this.#random = new Random(seed);
    this.#people = people(this.#random, options.people);
    this.#now = options.start;
    this.#emit = options.emit;
    this.#serverStarts();
  }

  /** Time goes on a little, and something happens. */
  live(): void {
    const random = this.#random;
    this.#now += Math.ceil(random.exponential(this.#pace()));
    if (random.chance(0.00002)) return this.#everybodyDrops();
    if (random.chance(0.000005)) return this.#serverStops();
    if (this.#online.length < 20 || random.chance(0.06)) return this.#somebodyComes();
    const person = this.#online[random.skewed(this.#online.length)];
    if (!person?.session) return;
    if (person.session.until < this.#now || random.chance(0.02)) return this.#goes(person, ending(random));
    if (random.chance(0.02)) return this.#joinsOrLeaves(person);
    if (random.chance(0.001)) return this.#renames(person);
    this.#says(person);
  }

  /** Nights are slow, and so are weekends. */
  #pace(): number {
    const date = new Date(this.#now);
    const awake = Math.max(0.05, Math.sin(((date.getUTCHours() - 5) / 24) * Math.PI * 2) + 1);
    return (date.getUTCDay() % 6 === 0 ? 30_000 : 15_000) / awake;
  }

  #record(type: string, fields: Draft): void {
    this.#emit({ time: new Date(this.#now).toISOString(), type, ...fields });
  }

  #serverStarts(): void {
    const server = { client_id: "server", log: "bench-0001", version: "0.1.0", sender: "server" };
    this.#record("server-started", { ...server, message: "Сервер работает." });
  }

  #somebodyComes(): void {
    const person = this.#people[this.#random.skewed(this.#people.length)];
    if (!person || person.session) return;
    this.#sessions += 1;
    const length = this.#random.chance(0.1) ? 10_000 : this.#random.exponential(40 * minute);
    person.session = { id: `s${this.#sessions}`, since: this.#now, until: this.#now + length };
    this.#online.push(person);
    this.#record("connected", {
      ...this.#of(person, "lobby"),
      session: person.session.id,
      via: person.via,
      client: person.via === "trpc" ? "beseda-web/0.1.0" : undefined,
      sender: "server",
      message: "Добро пожаловать в чат!",
    });
  }

  #goes(person: Person, { code, status }: Ending): void {
    if (!person.session) return;
    const duration_ms = this.#now - person.session.since;
    this.#record("disconnected", {
      ...this.#of(person, "lobby"),
      session: person.session.id,
      code,
      status,
      duration_ms,
      sender: "server",
      message: status === "normal" ? "Сессия завершена. До свидания!" : "Связь потеряна",
    });
    person.session = undefined;
    this.#online.splice(this.#online.indexOf(person), 1);
  }

  #everybodyDrops(): void {
    for (const person of this.#online.slice(0, 40)) {
      this.#now += this.#random.below(300);
      this.#goes(person, { code: 1006, status: "abnormal" });
    }
  }

  #serverStops(): void {
    const crashed = this.#random.chance(0.5);
    const left = { code: 1012, status: crashed ? "server-crashed" : "server-stopped" };
    if (crashed) this.#now += hour;
    if (crashed) this.#serverStarts();
    this.#everybodyGoes(left);
    if (crashed) return;
    this.#record("server-stopped", { client_id: "server", sender: "server", message: "Сервер остановлен." });
    this.#now += minute;
    this.#serverStarts();
  }

  #joinsOrLeaves(person: Person): void {
    const room = this.#random.pick(rooms.slice(1));
    const joins = !person.rooms.has(room);
    if (joins) person.rooms.add(room);
    else person.rooms.delete(room);
    const message = joins ? `${person.name} входит в #${room}` : `${person.name} покидает #${room}`;
    this.#record(joins ? "joined" : "left", { ...this.#of(person, room), sender: "server", message });
  }

  #renames(person: Person): void {
    const old_name = person.name;
    person.name = `${old_name.replace(/\.\d+$/u, "")}.${this.#random.below(100)}`;
    const message = `${old_name} теперь ${person.name}`;
    this.#record("renamed", { ...this.#of(person, "lobby"), old_name, sender: "server", message });
  }

  #says(person: Person): void {
    const random = this.#random;
    const room = random.chance(0.5) ? "lobby" : random.pick([...person.rooms]);
    const other = this.#online[random.below(this.#online.length)] ?? person;
    this.#record("message", {
      ...this.#of(person, room),
      session: person.session?.id,
      id: Math.floor(random.next() * 2 ** 52).toString(36),
      reply_to: random.chance(0.1) ? -1 - random.below(20) : undefined,
      sender: "client",
      message: sentence(random, other.name),
    });
  }

  #of({ clientId, name }: Person, room: string): Draft {
    return { room, client_id: clientId, name };
  }

  /** Everybody goes: no session stays open. */
  close(): void {
    this.#everybodyGoes(normal);
  }

  #everybodyGoes(how: Ending): void {
    for (const person of this.#online.slice()) this.#goes(person, how);
  }
}
