/** The methods of a helper process, by name. */
export type Methods = Readonly<Record<string, (input: never) => unknown>>;

export interface Question {
  readonly number: number;
  readonly method: string;
  readonly input: unknown;
}

export type Answer =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly error: string };

/** Answers, in a helper process, its parent's questions. */
export const answer = (methods: Methods): void => {
  process.on("message", (question: Question) => {
    void reply(methods, question).then((answer) => process.send?.(answer));
  });
  // A helper whose parent is gone has nobody to work for.
  process.once("disconnect", () => process.exit());
};

const reply = async (methods: Methods, { number, method, input }: Question): Promise<Answer> => {
  try {
    const ask = methods[method] as ((input: unknown) => unknown) | undefined;
    if (!ask) throw new Error(`a helper was asked for ${method}`);
    return { number, value: await ask(input) };
  } catch (error) {
    return { number, error: error instanceof Error ? error.message : String(error) };
  }
};
