import { Person } from "./person.ts";
import type { TemporaryServer } from "./running-server.ts";

export const password = "очень длинный пароль";

/** Returns a person with an account of that name and the password. */
export const registered = async (server: TemporaryServer, name: string): Promise<Person> => {
  const person = await Person.come(server, { name });
  await person.ask("account.register", { password });
  return person;
};

/** Resolves with the code of the refusal of a request. */
export const refusalOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "nothing was refused",
    (error: unknown) =>
      (error as { data?: { beseda?: { code?: string } } }).data?.beseda?.code ?? String(error),
  );
