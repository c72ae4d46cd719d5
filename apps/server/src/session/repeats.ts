/** The most commands whose answers are remembered; the oldest are forgotten. */
const mostRemembered = 10_000;

interface Outcome {
  readonly ok: boolean;
}

/**
 * Answers a command that is sent again with its id, because its answer was lost with a connection, with the
 * first answer, without carrying it out again (CLI-2). Answers are remembered as long as the server runs;
 * refusals are not, since the next try may do better.
 */
export class Repeats<Answer extends Outcome> {
  readonly #answers = new Map<string, Promise<Answer>>();

  once(key: string, carryOut: () => Promise<Answer>): Promise<Answer> {
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = carryOut();
    this.#answers.set(key, answer);
    const forget = (): void => void this.#answers.delete(key);
    answer.then(({ ok }) => (ok ? undefined : forget()), forget);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > mostRemembered && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
}
