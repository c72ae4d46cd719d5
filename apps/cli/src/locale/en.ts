const plural = new Intl.PluralRules("en");
const count = (value: number, one: string, other: string): string =>
  `${value} ${plural.select(value) === "one" ? one : other}`;

/** All texts of the terminal client itself, in English: the shape that every other language has to fill. */
export const en = {
  usage: {
    summary: "Beseda in a terminal: talk, read, or pipe lines into a chat.",
    url: "address of the server",
    name: "the name that others see; asked for on a terminal",
    login: "log in to the account of this name; its password is asked for",
    passwordCommand: "command that prints the password: for scripts and password keepers",
    invitation: "invitation link to enter by",
    room: "the room to begin in",
    locale: "language: ru or en (from the system unless given)",
    plain: "append only, one line a record: for screen readers, pipes and simple terminals",
    noColor: "no colours (also by the environment variable NO_COLOR)",
    follow: "with a pipe on the input: do not end with it, go on showing what comes",
    timeout: "seconds without progress after which piped lines count as not delivered",
    profile: "folder that keeps the last name, the identity and unsent messages",
    help: "show this help",
    version: "show the version",
    options: "Options:",
    usage: "Usage:",
    line: "[options]",
    byDefault: (value: string) => `(default: ${value})`,
    examples: "Examples:",
  },
  refusals: {
    noPassword: "A password is asked for only on a terminal. In a script use --password-command.",
    passwordCommand: (reason: string) =>
      `The command for the password failed (${reason}). Correct --password-command.`,
    notAName: "A name is no command. Type a name, /login NAME PASSWORD, or paste an invitation link.",
    unknownOption: (option: string) => `There is no option ${option}. See --help.`,
    missingValue: (option: string) => `The option ${option} needs a value. See --help.`,
    excess: (argument: string) =>
      `“${argument}” is one word too many. Put values with spaces into quotes; see --help.`,
    url: (value: string) => `“${value}” is not the address of a server. It looks like http://127.0.0.1:8765.`,
    name: (value: string) => `“${value}” cannot be a name: a name has 1 to 32 visible characters.`,
    invitation: (value: string) => `“${value}” is no invitation link. It has #invitation= and a code.`,
    room: (value: string) =>
      `“${value}” cannot be a room: a room has 1 to 32 letters, digits, “_”, “-” or “.”.`,
    locale: (value: string) => `“${value}” is no language of Beseda. Use ru or en.`,
    timeout: (value: string) => `“${value}” is not a number of seconds. Use one like 10.`,
    other: (message: string) => `The options were not understood: ${message}. See --help.`,
    profile: (folder: string, reason: string) =>
      `Nothing can be kept in ${folder} (${reason}). The name and unsent messages will be forgotten; another folder can be given with --profile.`,
    damagedProfiles: (file: string) =>
      `The list of who was here could not be read. It was kept as ${file}; a new one was begun.`,
    crashed: (message: string) => `The terminal client made a mistake and has to stop: ${message}`,
  },
  introduction: {
    question: "What is your name?",
    ways: "Or: /login NAME PASSWORD, or paste an invitation link.",
    password: (name: string) => `Password (${name}):`,
    invited: "The invitation is taken. What is your name?",
    hint: (name: string) => `Enter – ${name}`,
    liveView: "Terminal",
    nobody: "Guest",
  },
  connection: {
    connecting: "connecting…",
    online: "online",
    reconnectIn: (seconds: number) => `reconnecting in ${seconds} s`,
    reconnectNow: "Enter – now",
    ended: "session ended",
    unreachable: (url: string) =>
      `No server answers at ${url}. Start one with “npx pnpm dev”, or give another address with --url. Trying again…`,
    besideUnreachable: (url: string) =>
      `The server that was started beside this does not answer at ${url}: what it writes, in @beseda/server, says why. Trying again…`,
    explained: (reason: string) => `${reason} Trying again…`,
    lost: (reason: string) => `${reason}. Reconnecting; what you write is kept and sent then.`,
    back: "Connected again: nothing was missed.",
    afresh: "The server began a new log: what is above is of the old one.",
    closed: (reason: string) => `The server ended the session: ${reason}`,
  },
  status: {
    typing: ([first = "", second, ...more]: readonly string[]) => {
      if (second === undefined) return `${first} is typing…`;
      if (more.length === 0) return `${first} and ${second} are typing…`;
      return `${first}, ${second} and ${more.length} more are typing…`;
    },
    people: (value: number) => count(value, "person", "people"),
    unsent: (value: number) => `${value} unsent`,
    invitations: (value: number) => count(value, "invitation", "invitations"),
    reports: (value: number) => count(value, "report", "reports"),
    hints: ["/help", "Ctrl-C quits"],
    more: (value: number) => `… and ${value} more`,
    lines: (hidden: number) => `↑ ${count(hidden, "line", "lines")}`,
    length: (value: number, limit: number) => `${value}/${limit}`,
  },
  deletedMessage: (name: string) => `A deleted message from ${name}`,
  newMessages: "new messages",
  edited: "(edited)",
  imported: "(imported)",
  notes: {
    youAre: (name: string, id: string) => `You are ${name} (${id}). /help lists the commands.`,
    escape: (typed: string) => `To send a text that begins with “/”, write it as /${typed}`,
    tooLong: (length: number, limit: number) =>
      `The message has ${length} characters, ${limit} are allowed. It was not sent; shorten it or send it in parts.`,
    newsIn: (place: string) => `There is something new in ${place}. To read and answer: /join ${place}`,
    around: (seq: number, place: string) => `Around #${seq} in ${place}, oldest first:`,
    newest: (place: string) => `The newest in ${place}, oldest first:`,
    nothingFrom: (place: string) => `Nothing happened in ${place} since then. The newest, oldest first:`,
    notHere: (command: string) =>
      command === "lang"
        ? "The terminal client speaks the language that it is started with: --locale en or --locale ru."
        : `/${command} is of no use here. /help lists what is.`,
    foundWays: (seq: number, hasMore: boolean) =>
      `To a message: /go ${seq}${hasMore ? ", further ones: /more" : ""}`,
    further: (from: number, to: number) => `Found, ${from} to ${to}:`,
    nothingFurther: "Nothing more was found. To search for something: /search WORDS",
    nothingUnread: "Nothing is unread.",
    nothingFailed: "No message has failed.",
    retried: (value: number) => `${count(value, "message is", "messages are")} on the way again.`,
    discarded: (value: number) => `${count(value, "message was", "messages were")} thrown away.`,
    givenBack: (command: string, reason: string) =>
      `${reason} Not sent${command === "" ? "" : ` (${command})`}. Send again: /retry, discard: /discard.`,
    failed: (reason: string) => `${reason} /retry sends it again, /discard throws it away.`,
    kept: (value: number) =>
      `${count(value, "unsent message is", "unsent messages are")} kept and will be sent the next time you start with this name.`,
  },
  pipe: {
    unreachable: (url: string, seconds: number) =>
      `No server answered at ${url} within ${seconds} s: nothing was delivered. Start one with “npx pnpm dev”, or give another address with --url.`,
    undelivered: (value: number, total: number) =>
      `${value} of ${count(total, "message was", "messages were")} not delivered.`,
    notUtf8: (line: number) =>
      `Line ${line} is no text in UTF-8: it was not sent. Convert it: iconv -t UTF-8.`,
    ended: (reason: string) => `The server ended the session: ${reason}`,
  },
  commands: {
    more: { takes: "", help: "the next ones of what /search has found", example: "/more" },
    go: { takes: "SEQ", help: "to a message that was found, in its room", example: "/go 120" },
    unread: { takes: "", help: "to what is unread in another room", example: "/unread" },
    retry: { takes: "", help: "send what has failed again", example: "/retry" },
    discard: { takes: "", help: "throw away what has failed", example: "/discard" },
  },
  keysTitle: "Keys:",
  keys: [
    ["Enter", "send"],
    ["Alt-Enter, Ctrl-J", "new line"],
    ["Tab", "complete a command, a name, a room"],
    ["↑ ↓", "what you wrote before"],
    ["Ctrl-A, Ctrl-E", "to the beginning, to the end"],
    ["Alt-B, Alt-F", "back, forward by words"],
    ["Ctrl-U, Ctrl-K, Ctrl-W", "cut the beginning, the end, a word"],
    ["Ctrl-Y, Ctrl-_", "put back what was cut, undo"],
    ["Alt-A", "to what is unread in another room"],
    ["Ctrl-L, Ctrl-Z", "clear the screen, pause"],
    ["//text", "send a text beginning with “/”"],
  ],
};

/** The texts of the terminal client. A missing translation does not compile. */
export type CliTexts = typeof en;
