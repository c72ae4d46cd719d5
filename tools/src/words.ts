/** Whether the scripts of the workspace speak Russian, by the language of the machine. */
const russian = /^ru/iu.test(
  process.env["BESEDA_LOCALE"] ||
    process.env["LC_ALL"] ||
    process.env["LC_MESSAGES"] ||
    process.env["LANG"] ||
    "",
);

export const words = russian
  ? {
      portsAreTaken: (ports: string) =>
        `Занято другой программой: порт ${ports}. Остановите её (может быть, это вторая Беседа) или выберите другие порты: BESEDA_PORT=8775 BESEDA_TCP_PORT=8776 npx pnpm dev`,
      building: "Собираю веб-клиент…",
      notBuilt: "Веб-клиент не собран, причина выше.",
    }
  : {
      portsAreTaken: (ports: string) =>
        `Taken by another program: port ${ports}. Stop it (it may be a second Beseda), or choose other ports: BESEDA_PORT=8775 BESEDA_TCP_PORT=8776 npx pnpm dev`,
      building: "Building the web client…",
      notBuilt: "The web client could not be built; see above.",
    };
