/** The language of the user who starts a program: options are not known yet. */
const asked =
  process.env["BESEDA_LOCALE"] || process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"];

export const words = /^ru/iu.test(asked ?? "")
  ? {
      building: "Собираю программу…",
      notBuilt: (home: string) =>
        `Программа в ${home} не собрана: исправьте то, что сказано выше, и запустите её снова.`,
      notWritable: (home: string) =>
        `Программа не собрана из своих нынешних исходников, а в ${home} вам писать нельзя: пусть владелец папки выполнит в ней один раз «npx pnpm build».`,
    }
  : {
      building: "Building the program…",
      notBuilt: (home: string) =>
        `The program in ${home} could not be built: mend what is said above, and start it again.`,
      notWritable: (home: string) =>
        `The program is not built of its sources as they are now, and you may not write in ${home}: let the owner of the folder run “npx pnpm build” there once.`,
    };
