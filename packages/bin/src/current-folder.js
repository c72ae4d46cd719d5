/**
 * Ends the program with a sentence where the folder that it was started in is not there any more: whatever it loads
 * would fail by that, each in its own way.
 *
 * @param {number} exitCode
 */
export const needCurrentFolder = (exitCode) => {
  try {
    process.cwd();
  } catch {
    const { LC_ALL, LC_MESSAGES, LANG = "" } = process.env;
    const language = (LC_ALL || LC_MESSAGES || LANG).startsWith("ru") ? "ru" : "en";
    process.stderr.write(`${sentences[language]}\n`);
    process.exit(exitCode);
  }
};

const sentences = {
  ru: "Папки, в которой запущена программа, больше нет: перейдите в другую (cd ~) и запустите её снова.",
  en: "The folder that this was started in is gone: go to another one (cd ~) and start it again.",
};
