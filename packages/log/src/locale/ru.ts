import type { FileChange } from "../disk/disk.ts";
import type { LogTexts } from "./texts.ts";

const plural = new Intl.PluralRules("ru");
const count = (value: number, forms: { one: string; few: string; many: string }): string => {
  const rule = plural.select(value);
  return `${value} ${rule === "one" ? forms.one : rule === "few" ? forms.few : forms.many}`;
};

const countBytes = (value: number): string => count(value, { one: "байт", few: "байта", many: "байт" });
const countRecords = (value: number): string =>
  count(value, { one: "запись", few: "записи", many: "записей" });

const repairHint = (file: string): string =>
  `Выполните «log repair ${file} --output NEW», чтобы сохранить всё, что можно доказать, или восстановите копию.`;

const changes: Readonly<Record<FileChange, (file: string) => string>> = {
  removed: (file) => `Файл ${file} удалён, пока сервер работал.`,
  moved: (file) => `Файл ${file} перемещён или переименован, пока сервер работал.`,
  replaced: (file) => `На место ${file} поставлен другой файл, пока сервер работал.`,
  changed: (file) => `Файл ${file} обрезан или переписан другой программой, пока сервер работал.`,
};

const outcome = (file: string, saved?: { file: string; first: number; last: number }): string => {
  const stopped = "После этого ничего не подтверждено, сервер останавливается.";
  if (saved === undefined)
    return `${stopped} Верните журнал или его копию на место и запустите сервер снова.`;
  return saved.first === 1
    ? `${stopped} Весь журнал до записи ${saved.last} сохранён в ${saved.file}: переместите его в ${file} и запустите сервер снова.`
    : `${stopped} Записи с ${saved.first} по ${saved.last} ещё были в памяти и сохранены в ${saved.file}; ` +
        `более ранние остались только в копиях журнала. Поставьте копию на место и запустите сервер снова.`;
};

/** What the log says to the person who runs it, in Russian. */
export const ru: LogTexts = {
  errors: {
    "log-full": (file) =>
      `Диск, на котором лежит ${file}, заполнен: ничего не записано. Освободите место; чтение тем временем продолжается.`,
    "log-failed": (file, why) =>
      `Не удалось записать ${file} (${why}). Сервер должен остановиться; проверьте диск и запустите его снова.`,
    "log-gone": (file, change, saved) => `${changes[change](file)} ${outcome(file, saved)}`,
    "log-read-failed": (file, why) =>
      `Не удалось прочитать ${file} (${why}). Проверьте диск; ничего не изменено.`,
    "log-closed": () => "Журнал закрыт и больше не принимает записей.",
    "log-damaged": (file, seq, offset) =>
      `${file} повреждён: запись ${seq} на байте ${offset} не та, что была записана, и ничему после неё нельзя верить. ` +
      repairHint(file),
    "log-cut-short": (file, last, acknowledged) =>
      `${file} кончается записью ${last}, но запись ${acknowledged} уже была подтверждена: конец файла утрачен. ` +
      `Восстановите копию, в которой она есть; или выполните «log repair ${file} --output NEW» и продолжайте без неё.`,
    "log-locked": (file, holder) =>
      holder === undefined
        ? `Другой сервер как раз открывает этот журнал (${file}). Сначала остановите его.`
        : `Этот журнал открыт другим сервером: процесс ${holder.pid} на ${holder.host}, с ${holder.since} (${file}). Сначала остановите его.`,
    "log-is-directory": (file) => `${file} — каталог. Укажите путь к файлу журнала.`,
    "log-not-a-file": (file) =>
      `${file} — устройство, канал или сокет: журнал в нём хранить нельзя. Укажите путь к файлу; ничего не изменено.`,
    "log-has-names": (file, detail) =>
      `У файла ${file} несколько имён (жёстких ссылок: ${detail}), и его мог бы писать другой сервер. ` +
      `Удалите лишние имена или сделайте копию и укажите путь к ней; ничего не изменено.`,
    "log-not-writable": (file, detail) =>
      `В ${file} нельзя писать (${detail}). Дайте пользователю сервера право на запись файла и его каталога.`,
    "log-no-directory": (file) => `Нет каталога для ${file}. Создайте его или укажите другой путь.`,
    "log-not-a-log": (file) =>
      `${file} — не журнал, записанный сервером Беседы. Укажите другой путь; файл не изменён.`,
    "log-newer": (file, detail) =>
      `${file} записан более новой версией (${detail}). Запустите её или более позднюю; файл не изменён.`,
    "log-missing": (file) => `Файла ${file} нет. Укажите путь к журналу.`,
    "log-unreadable": (file, detail) =>
      `Не удалось прочитать ${file} (${detail}). Укажите путь к журналу, который вам можно читать.`,
    "log-exists": (file) => `${file} уже есть. Укажите другой путь для нового журнала.`,
  },
  notices: {
    "torn-tail": (bytes, lines, keptAt) =>
      `Последняя запись на диск была прервана: ${countBytes(bytes)} за последней целой записью ` +
      `(${count(lines, { one: "строка", few: "строки", many: "строк" })}, без подтверждения) теперь в ${keptAt}.`,
    "closing-mended": () => "Запись на диск была прервана до её первой строки; ничего не утрачено.",
    "checkpoint-unused": () => "Нет контрольной точки, подходящей к журналу: он читается с первой записи.",
    "checkpoint-failed": (why) =>
      `Не удалось сохранить контрольную точку (${why}). Журнал цел; следующий запуск будет дольше.`,
    "mark-failed": (why) =>
      `Не удалось записать отметку о том, докуда журнал сохранён (${why}). Журнал цел; следующий запуск знает его конец менее точно.`,
    "disk-full": (file) =>
      `Диск, на котором лежит ${file}, заполнен: сообщения не принимаются, чтение продолжается. Освободите место.`,
    "disk-has-room": (file) => `На диске, на котором лежит ${file}, снова есть место: сообщения принимаются.`,
    "not-saved": (file, why) =>
      `Файла ${file} больше нет на месте, и его содержимое пока не удалось сохранить (${why}). ` +
      `Освободите место: попытки продолжаются; если завершить сервер раньше, оно пропадёт.`,
    "clock-behind": (time) =>
      `Часы отстают от последней записи журнала (${time}). Новые записи получают это время, пока часы не догонят.`,
    "not-durable": () =>
      "Сохранность — «process»: подтверждённые сообщения переживут конец сервера, но не отключение питания.",
    "network-disk": (file) =>
      `${file} лежит на сетевой файловой системе, где на блокировки и запись нельзя положиться. Перенесите его на местный диск.`,
  },
  verification: {
    figures: (records, bytes) => `${countRecords(records)}, ${countBytes(bytes)}`,
    log: (log, rooms, runs) =>
      `журнал ${log}, ${count(rooms, { one: "комната", few: "комнаты", many: "комнат" })}, ` +
      `${count(runs, { one: "запуск", few: "запуска", many: "запусков" })} сервера`,
    times: (first, last) => `с ${first} по ${last}`,
    faults: {
      unproven: (offset, after) => `байт ${offset}: не то, что было записано (после записи ${after})`,
      order: (offset, after) => `байт ${offset}: не следует из записи ${after}`,
      shape: (offset, after) => `байт ${offset}: поля нет или оно неверно (после записи ${after})`,
      array: (offset, after) => `байт ${offset}: здесь это не массив JSON (после записи ${after})`,
    },
    more: (value) => `и ещё ${value}`,
    open: () =>
      "Последняя запись на диск была прервана: массив не закрыт. Следующий запуск сервера это исправит.",
    busy: () => "Этот журнал пишет сервер: последняя запись может быть ещё в пути.",
    good: () => "Журнал в порядке: каждая запись — то, что было записано.",
    bad: (value, file) =>
      `Журнал повреждён: ${count(value, { one: "ошибка", few: "ошибки", many: "ошибок" })}. ${repairHint(file)}`,
  },
  repair: {
    kept: (kept, output, log) =>
      `Доказано и сохранено в ${output}: ${countRecords(kept)}. Новое имя журнала — ${log}.`,
    nothingLost: () => "Ничего не утрачено.",
    lostRecords: (first, last, bytes) =>
      first === last
        ? `утрачена запись ${first} (${countBytes(bytes)})`
        : `утрачены записи с ${first} по ${last} (${countBytes(bytes)})`,
    lostBytes: (offset, bytes) => `утрачено: ${countBytes(bytes)} с байта ${offset}`,
    next: (file, output) =>
      `Повреждённый файл не изменён. Чтобы продолжить с исправленным, уберите ${file} и поставьте ${output} на его место.`,
  },
  lost: () => "Эта запись утрачена из-за повреждения журнала.",
};
