import { execFile } from "node:child_process";

/** The time that the person's own command may take, in milliseconds: it may ask them, too. */
const patienceMs = 60_000;

/** Returns a program's first line, such as a password manager's; rejects if it fails or prints nothing. */
export const passwordFrom = (command: string): Promise<string> => {
  const shell = process.platform === "win32" ? ["cmd", "/d", "/s", "/c"] : ["/bin/sh", "-c"];
  const [program = "", ...options] = shell;
  return new Promise((resolve, reject) => {
    const child = execFile(program, [...options, command], { timeout: patienceMs }, (error, stdout) => {
      const [password = ""] = stdout.split(/\r?\n/u, 1);
      if (error || password === "") reject(error ?? new Error("it said nothing"));
      else resolve(password);
    });
    child.stdin?.end();
  });
};
