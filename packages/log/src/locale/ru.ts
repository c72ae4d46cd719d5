import type { LogTexts } from "./texts.ts";

/** What the log says to the person who runs it, in Russian. */
export const ru: LogTexts = {
  errors: {
    "log-full": (file) =>
      `Диск, на котором лежит ${file}, заполнен: ничего не записано. Освободите место; чтение тем временем продолжается.`,
    "log-failed": (file, why) =>
      `Не удалось записать ${file} (${why}). Сервер должен остановиться; проверьте диск и запустите его снова.`,
    "log-closed": () => "Журнал закрыт и больше не принимает записей.",
    "log-damaged": (file, seq, offset) =>
      `${file} повреждён: запись ${seq} на байте ${offset} не та, что была записана, и ничему после неё нельзя верить. ` +
      `Выполните «log repair ${file} --output NEW», чтобы сохранить всё, что можно доказать, или восстановите копию.`,
  },
};
