/** The Russian translation of the help for each option, argument and command, by its English text. */
export const inRussian: ReadonlyMap<string, string> = new Map([
  [
    "The Beseda server: a chat whose whole life is one open log.",
    "Сервер Беседы: чат, вся жизнь которого – один открытый журнал.",
  ],
  ["output the version number", "показать версию"],
  ["display help for command", "показать эту справку"],
  ["address to listen on", "адрес, на котором слушать"],
  [
    "port of the web client and the WebSockets, 0 for any free one",
    "порт веб-клиента и WebSocket, 0 – любой свободный",
  ],
  [
    "port for plain TCP clients, 0 for any free one, or off",
    "порт для простых клиентов TCP, 0 – любой свободный, или off",
  ],
  ["the log", "журнал"],
  [
    "secrets and everything that can be made anew from the log",
    "секреты и всё, что можно заново получить из журнала",
  ],
  ["language of the server", "язык сервера"],
  ["how much the server tells", "сколько сервер рассказывает"],
  ["how it tells it", "в каком виде"],
  ["off lifts the limits, for benchmarks only", "off снимает ограничения: только для замеров"],
  [
    "who may enter: anybody, only accounts and who was invited, or only who was invited",
    "кто может войти: все, только учётные записи и приглашённые, или только приглашённые",
  ],
  [
    "what the first line is of who comes over TCP or a plain WebSocket without a name",
    "что такое первая строка того, кто пришёл по TCP или простому WebSocket без имени",
  ],
  [
    "web pages of other hosts that may connect, with commas",
    "чужие веб-страницы, которым можно подключаться, через запятую",
  ],
  [
    "proxies whose word on where people come from is believed: addresses, networks, loopback",
    "прокси, которым верят, откуда пришли люди: адреса, сети, loopback",
  ],
  ["address at which people open the web client", "адрес, по которому люди открывают веб-клиент"],
  [
    "path at the host, behind a proxy: /beseda; usually told by --public-url",
    "путь на хосте, за прокси: /beseda; обычно следует из --public-url",
  ],
  ["certificate for HTTPS, WSS and the TCP port", "сертификат для HTTPS, WSS и порта TCP"],
  ["its key, readable by you alone", "его ключ, который можете читать только вы"],
  [
    "address of the TCP port; without TLS, of this machine only",
    "адрес порта TCP; без TLS – только этой машины",
  ],
  ["connections in all", "подключений всего"],
  ["connections from one address or IPv6 /64", "подключений с одного адреса или IPv6 /64"],
  ["rooms that somebody without an account may open", "комнат может открыть тот, у кого нет учётной записи"],
  [
    "fsync survives a power cut, process only the end of the process",
    "fsync переживает отключение питания, process – только конец процесса",
  ],
  [
    "look at a log, repair it, or write it in another format",
    "проверить журнал, починить или записать в другом виде",
  ],
  [
    "look at every record: its check, its order and its shape; exit code 0: good, 1: damaged or not closed, 2: no log to look at",
    "проверить каждую запись: её контрольную сумму, порядок и вид; код 0 – всё хорошо, 1 – повреждён или не закрыт, 2 – журнала нет",
  ],
  [
    "write everything that can be proven into a new log, and list what was lost",
    "записать в новый журнал всё, что доказуемо цело, и перечислить потерянное",
  ],
  ["the damaged log, which is not touched", "повреждённый журнал; он не изменится"],
  ["the new log", "новый журнал"],
  [
    "go on without what a log has lost: its next start gives it a new name, accounts and rooms stay",
    "идти дальше без того, что журнал потерял: при следующем запуске он получит новое имя, учётные записи и комнаты останутся",
  ],
  [
    "take the texts of messages out of a log for good, with all that they were changed to; everything else of it stays",
    "навсегда убрать из журнала тексты сообщений и всё, на что их меняли; остальное в нём останется как было",
  ],
  [
    "the log, which no server holds; --data is the folder beside it",
    "журнал, который не держит ни один сервер; --data – каталог рядом с ним",
  ],
  ["the numbers of the messages", "номера сообщений"],
  [
    "write the log anew without them: for texts of earlier versions",
    "записать журнал заново без них: для текстов прежних версий",
  ],
  [
    "the log, which is not touched; --data is the folder beside it",
    "журнал; он не изменится; --data – каталог рядом с ним",
  ],
  [
    "take the log of another program, with time, client_id, sender and message, over into a new file",
    "перенести в новый файл журнал другой программы с полями time, client_id, sender и message",
  ],
  ["the other log, which is not touched", "другой журнал; он не изменится"],
  ["write the records to the standard output", "вывести записи в стандартный вывод"],
  ["ndjson: one record a line", "ndjson: запись на строку"],
  ["language of the answer", "язык ответа"],
  [
    "accounts, their roles, passwords, logins and invitations; the server may run meanwhile",
    "учётные записи, их роли, пароли, входы и приглашения; сервер может при этом работать",
  ],
  [
    "list the accounts, and say of which names nobody could take them now",
    "перечислить учётные записи и сказать, какие имена теперь никому не занять",
  ],
  ["make somebody an owner of the server", "сделать кого-то владельцем сервера"],
  ["give somebody a role on the server", "дать кому-то роль на сервере"],
  [
    "make a new password, and end every login with the old one",
    "задать новый пароль и завершить все входы со старым",
  ],
  ["list where somebody is logged in", "перечислить, где кто-то вошёл"],
  ["end one login, or all of them", "завершить один вход или все"],
  ["number, or all", "номер или all"],
  [
    "let the next log that is served take over these accounts",
    "передать эти учётные записи следующему журналу, с которым запустят сервер",
  ],
  [
    "make a link by which somebody chooses a new password",
    "сделать ссылку, по которой выбирают новый пароль",
  ],
  ["make an invitation link", "сделать ссылку-приглашение"],
  ["what it makes of somebody", "кем по ней становятся"],
  ["how often it can be used", "сколько раз её можно использовать"],
  ["how long it is good", "сколько она действует"],
  ["address of the web client", "адрес веб-клиента"],
  ["name of the account", "имя учётной записи"],
]);

/** The words of the help itself in Russian. */
export const titlesInRussian: ReadonlyMap<string, string> = new Map([
  ["Usage:", "Запуск:"],
  ["Arguments:", "Аргументы:"],
  ["Options:", "Параметры:"],
  ["Global Options:", "Общие параметры:"],
  ["Commands:", "Команды:"],
]);
