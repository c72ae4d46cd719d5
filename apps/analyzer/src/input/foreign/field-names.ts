/** What the analyzer has to know of a record, and what is useful beyond that. */
export type Role = "who-id" | "who-name" | "what" | "what-else" | "when" | "room" | "kind";

const words = (text: string): ReadonlySet<string> =>
  new Set(text.split(/\s+/u).filter((word) => word !== ""));

/** Names of fields as programs spell them, in small letters and without anything that is not a letter. */
const names: ReadonlyArray<readonly [Role, ReadonlySet<string>]> = [
  [
    "who-id",
    words(`
      clientid userid useruid useruuid uid senderid authorid fromid fromuserid fromuser_id memberid participantid
      accountid playerid personid iduser idauthor idsender айди пользовательид
    `),
  ],
  [
    "who-name",
    words(`
      user username nick nickname name author authorname sender sendername senderfullname from fromname fromuser who
      login userlogin displayname member membername client clientname participant person personname speaker writer
      screenname postedby sentby by handle account player playername fullname sourcename commenter
      имя автор пользователь отправитель ник никнейм кто от логин участник
    `),
  ],
  [
    "what",
    words(
      "message text content body msg messagetext messagecontent messagebody textcontent msgtext msgcontent msgbody chatmessage what сообщение текст",
    ),
  ],
  ["what-else", words("data payload value line comment post said raw phrase содержание фраза")],
  [
    "when",
    words(`
      time timestamp ts t date datetime dt createdat created createdon createtime createdtime creationtime createdate
      createddate creationdate sentat sent senton sentdate senttime when at messagetime messagedate messagets
      messagetimestamp msgtime msgdate senddate sendtime sendat originserverts dateunixtime unixtime unix epoch timems
      timestampms tsms unixtimestamp servertime posted postedat posttime postdate datesent timesent datecreated
      timecreated asctime originalarrivaltime eventtime eventdate loggedat receivedat receivedtime instant moment clock
      время дата датавремя времяотправки датаотправки отправлено когда
    `),
  ],
  [
    "room",
    words(`
      room roomid roomname channel channelid channelname rid chat chatid chatname group groupid groupname conversation
      conversationid комната канал чат группа
    `),
  ],
  ["kind", words("type event kind action eventtype messagetype msgtype subtype eventname тип событие")],
];

const roleOfName = new Map(names.flatMap(([role, known]) => [...known].map((name) => [name, role] as const)));

const alternatives = (text: string): string => [...words(text)].join("|");

const context = alternatives("chat message msg event src source from sent post log raw full");
const person = alternatives(`
  user author sender member client from account participant creator poster player person operator speaker writer nick
  login customer visitor student employee
`);

/** Names that are made of a few parts, more than can be listed. */
const made: ReadonlyArray<readonly [Role, RegExp]> = [
  ["who-id", new RegExp(`^(?:${context})?(?:${person})(?:id|uid|uuid|guid|key|num|number)$`, "u")],
  [
    "who-name",
    new RegExp(
      `^(?:${context})?(?:${person})(?:name|nick|nickname|login|displayname|fullname|handle|email)?$`,
      "u",
    ),
  ],
  [
    "who-name",
    /^(?:created|posted|sent|written|said|authored|submitted|published)(?:by|from)(?:user|name)?$/u,
  ],
  [
    "what",
    new RegExp(
      `^(?:${context}|plain|chat|user|comment)?(?:text|message|msg|content|body)(?:text|body|content)?$`,
      "u",
    ),
  ],
  [
    "when",
    new RegExp(
      `^(?:${context}|server|send|posted|create|created|creation|receive|received|record|recorded|publish|published|utc|local|unix|epoch|iso|arrival)?` +
        "(?:time|date|datetime|dt|timestamp|ts|at|on|utc)(?:utc|ms|unix|epoch|millis|seconds|sec|iso|ns|us|local)?$",
      "u",
    ),
  ],
  ["room", /^(?:chat|room|channel|group|conversation|dialog)(?:id|name|title|uid|key|slug)?$/u],
  ["kind", /^(?:event|message|msg|record|action|log)?(?:type|kind|event|action|category)(?:name)?$/u],
];

const roleOfOne = (name: string): Role | undefined =>
  roleOfName.get(name) ?? made.find(([, pattern]) => pattern.test(name))?.[0];

/** Objects that contain the fields of the record, and have no meaning themselves. */
const envelopes = words(
  "data payload message msg content body event record post fields source item attributes details",
);
/** Names that stand for a person, or a room, that is an object of its own: `author.name`, `u._id`. */
const people = words("u creator owner profile commenter");
const personIds = words("id uid userid uuid clientid");
const personNames = words(
  "name username nick nickname login displayname fullname realname handle email firstname title",
);
/** Names that stand for a time that is an object: `{"$date": …}`, `{"_seconds": …}`. */
const timeParts = words("date numberlong seconds iso value");

/** `user_name`, `userName` and `User-Name` are one name. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

const roleOfParts = (parts: readonly string[]): Role | undefined => {
  const [first = "", second = "", ...more] = parts;
  if (second === "") return roleOfOne(first);
  const owner = roleOfOne(first);
  if (owner === "when" && [second, ...more].every((part) => timeParts.has(part))) return "when";
  if (more.length === 0 && (owner === "who-name" || people.has(first))) {
    if (personIds.has(second)) return "who-id";
    if (personNames.has(second)) return "who-name";
  }
  // `from.user.id`
  if (more.length > 0 && owner === "who-name" && roleOfOne(second) === "who-name")
    return roleOfParts(parts.slice(1));
  if (more.length === 0 && owner === "room" && (personIds.has(second) || personNames.has(second)))
    return "room";
  return envelopes.has(first) ? roleOfParts(parts.slice(1)) : undefined;
};

/** The role of a field, by the names that lead to it: `["author", "id"]`. */
export const roleOf = (path: readonly string[]): Role | undefined => roleOfParts(path.map(plain));

const answers = words(
  "replies reply answers answer comments comment children thread messages responses ответы комментарии сообщения",
);

/** Whether a field of this name holds what others said to a record. */
export const holdsAnswers = (path: readonly string[]): boolean => answers.has(plain(path.at(-1) ?? ""));

/** Words of a log for its sender that do not say who it was, but which side. */
export const serverWords = words("server system сервер система");
export const sideWords: ReadonlySet<string> = new Set([...serverWords, ...words("client user клиент")]);

const kindWords = {
  connected: words(
    "join joined joins connect connected connection enter entered enters login logon loggedin signin online вход вошел вошла вошёл подключился подключилась подключение",
  ),
  disconnected: words(
    "leave left leaves part parted quit quits exit exited disconnect disconnected disconnection logout logoff loggedout signout offline bye выход вышел вышла отключился отключилась отключение",
  ),
  other: words(
    "system notice service info server status topic error typing ping pong rename renamed nick kick kicked ban banned read seen reaction react edit edited delete deleted debug heartbeat система",
  ),
} as const;

/** The kind of a record by its program's word for it; undefined for words of messages, and unknown ones. */
export const kindOfWord = (word: string): keyof typeof kindWords | undefined => {
  const parts = word
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, "_")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  // `user_joined`, `channel.leave`, `logged_in`: the last word says it, or the last two.
  for (const found of [parts.at(-1) ?? "", parts.slice(-2).join("")]) {
    for (const kind of ["connected", "disconnected", "other"] as const)
      if (kindWords[kind].has(found)) return kind;
  }
  return undefined;
};
