import {
  isAhead,
  roomWord,
  unfolded,
  type ChatClient,
  type ServerInvocation,
  type TimelineItem,
  type Typist,
} from "@beseda/client";
import { defaultLimits, isPrivateRoom, lobby } from "@beseda/protocol";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { knownHere } from "../composer/known-here.ts";
import { Composer, fieldId } from "../composer/composer.tsx";
import { joined, type Drafts } from "../composer/draft.ts";
import { takeBack } from "../composer/taken-back.ts";
import { Banner } from "../connection/banner.tsx";
import { Greeting } from "../connection/greeting.tsx";
import { useOnline } from "../connection/use-online.ts";
import { connectionWords } from "../connection/words.ts";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import { membershipNews } from "../presence/membership-news.ts";
import { People } from "../presence/people.tsx";
import { TypingLine } from "../presence/typing-line.tsx";
import { usePeople } from "../presence/use-people.ts";
import { useAway } from "../presence/use-away.ts";
import { Announcer } from "../reading/announcer.tsx";
import { newestSeq } from "../reading/read-marks.ts";
import { useReadMarks } from "../reading/use-read-marks.ts";
import { useTitle } from "../reading/use-title.ts";
import { useCurrentRoom } from "../rooms/current-room.ts";
import { roomEntries, type RoomEntry } from "../rooms/entries.ts";
import { Outside } from "../rooms/outside.tsx";
import { RoomHeader } from "../rooms/room-header.tsx";
import { Sidebar } from "../rooms/sidebar.tsx";
import { useWritingRoom } from "../rooms/use-writing-room.ts";
import type { Keep } from "../store/keep.ts";
import { Timeline } from "../timeline/timeline.tsx";
import { keepFilesOut } from "../ui/keep-files-out.ts";
import { useEscape } from "../ui/use-escape.ts";
import { useMedia } from "../ui/use-media.ts";
import { useOverlay } from "../ui/use-overlay.ts";
import type { Visit } from "../visit/visit.ts";
import { useCommands } from "./use-commands.ts";
import { useSnapshot } from "./use-snapshot.ts";

export interface ChatProps {
  readonly client: ChatClient;
  readonly visit: Visit;
  readonly keep: Keep;
  readonly drafts: Drafts;
  /** What did not work on the way in. */
  readonly problem?: string | undefined;
  /** What came of it. */
  readonly news?: string | undefined;
}

const nobody: readonly Typist[] = [];
const nothing: readonly TimelineItem[] = [];

const totalUnread = (entries: readonly RoomEntry[]): number =>
  entries.reduce((sum, { unread }) => sum + unread, 0);

/** In the chat: rooms at the side, the conversation of one of them, and where one writes. */
export const Chat = ({ client, visit, keep, drafts, problem, news: made }: ChatProps) => {
  const texts = useUiTexts();
  const snapshot = useSnapshot(client);
  const { connection, welcome, me, timelines, typing, away, blocked, unsent } = snapshot;
  const room = useCurrentRoom();
  const [drawer, setDrawer] = useState(false);
  const [people, setPeople] = useState(false);
  const [begun, setBegun] = useState<{ readonly text: string; readonly isAdded?: boolean }>();
  const { marks, read } = useReadMarks(keep, welcome);
  const writing = useWritingRoom(client, room);
  const commands = useCommands({ client, visit, room, writing });
  const timeline = timelines.get(room);
  const live = connection.phase === "online" && timeline?.arriving === false;
  const entries = roomEntries(snapshot, marks);
  const unread = totalUnread(entries);
  const entry = entries.find((candidate) => candidate.room === room);

  const place = roomWord(entry ?? { room });
  const name = me?.name ?? visit.name();
  const lobbyTimeline = timelines.get(lobby);
  const news = useMemo(() => membershipNews([timeline, lobbyTimeline]), [timeline, lobbyTimeline]);

  const present = usePeople({ client, room, news, wanted: people && timeline !== undefined });

  useTitle(unread);
  useAway(client);
  const locale = useLocale();
  useEffect(() => client.speak(locale), [client, locale]);
  const retry = useCallback(() => client.reconnectNow(), [client]);
  useOnline(retry);
  const closePeople = useCallback(() => setPeople(false), []);
  const peopleOver = useMedia("(width < 980px)");
  const peoplePanel = useRef<HTMLElement>(null);
  useOverlay({ isOpen: people, isOver: peopleOver, panel: peoplePanel, onClose: closePeople });
  useEscape(closePeople);
  const onRead = useCallback((seq: number) => read(room, seq), [read, room]);
  const onOlder = useCallback(() => {
    client.loadOlder(room).catch(commands.complain);
  }, [client, room, commands.complain]);
  const closeDrawer = useCallback(() => setDrawer(false), []);
  const drawerOver = useMedia("(width < 720px)");
  const drawerPanel = useRef<HTMLElement>(null);
  useOverlay({ isOpen: drawer, isOver: drawerOver, panel: drawerPanel, onClose: closeDrawer });
  const covered = { people: people && peopleOver, drawer: drawer && drawerOver };
  const known = useCallback(() => knownHere(client.snapshot(), room), [client, room]);
  const onTyping = useCallback(
    (isTyping: boolean) => client.typing(writing.room, isTyping),
    [client, writing.room],
  );
  const held = isAhead(writing.room) ? (timelines.get(writing.room)?.items ?? nothing) : nothing;
  const heldMessages = useMemo(() => held.filter((item) => item.kind === "message"), [held]);

  const { complain } = commands;
  useEffect(() => {
    const take = () => {
      const taken = takeBack(client, (text) => drafts.save(room, joined(drafts.of(room), text)));
      if (!taken) return;
      if (taken.text !== "") setBegun({ text: taken.text, isAdded: true });
      complain(new Error(taken.reason));
    };
    queueMicrotask(take);
    return client.subscribe(take);
  }, [client, drafts, room, complain]);

  const noFiles = texts.composer.onlyText;
  useEffect(() => keepFilesOut(window, () => complain(new Error(noFiles))), [complain, noFiles]);

  const [readAlready, setReadAlready] = useState<readonly (string | undefined)[]>([]);
  const unreadOf = (told: string | undefined) => (readAlready.includes(told) ? undefined : told);
  const readTold = () => {
    commands.forget();
    setReadAlready([problem, made, snapshot.storageProblem]);
  };

  const { run } = commands;
  const ask = useCallback((invocation: ServerInvocation) => run({ kind: "ask", invocation }), [run]);
  const block = useCallback(
    (name: string, isBlocked: boolean) =>
      ask({ command: isBlocked ? "block" : "unblock", arguments: { name } }),
    [ask],
  );
  // Why is asked where one writes: nothing is reported by a slip of the hand.
  const report = useCallback((about: string) => setBegun({ text: `/report ${about} ` }), []);
  const actions = useMemo(
    () => ({
      retry: (key: string) => client.retry(key),
      discard: (key: string) => client.discard(key),
      report: (seq: number) => report(`#${seq}`),
      unblock: (clientId: string) => block(clientId, false),
    }),
    [client, report, block],
  );
  const shown = useMemo(() => unfolded(timeline?.items ?? nothing, blocked), [timeline, blocked]);

  return (
    <div className="chat" data-people={people}>
      <Sidebar
        me={{ clientId: me?.client_id ?? "", name }}
        rooms={entries}
        current={room}
        open={drawer}
        covered={covered.people}
        panel={drawerPanel}
        invitations={snapshot.invitations}
        onDecline={(wanted) => ask({ command: "decline", arguments: { room: wanted } })}
        reports={snapshot.reports}
        onReports={() => ask({ command: "reports", arguments: {} })}
        onJoin={commands.join}
        onRename={commands.rename}
        onQuit={commands.quit}
        onClose={closeDrawer}
      />
      <main className="conversation" inert={covered.people || covered.drawer}>
        <RoomHeader
          room={room}
          summary={entry}
          joined={timeline !== undefined}
          present={typeof present === "object" ? present.length : undefined}
          menu={drawer}
          elsewhere={unread - (entry?.unread ?? 0) + snapshot.invitations.length}
          people={people}
          onMenu={() => setDrawer(true)}
          onPeople={() => setPeople((isOpen) => !isOpen)}
          onLeave={commands.leaveRoom}
        />
        <Banner connection={connection} unsent={unsent} onRetry={retry} onComeBack={commands.comeBack} />
        <Announcer
          key={`announcer ${room}`}
          items={shown}
          live={live}
          connection={connectionWords(connection, texts)}
        />
        <button
          type="button"
          className="button skip"
          data-testid="skip-list"
          onClick={() => document.querySelector<HTMLElement>(`#${fieldId}`)?.focus()}
        >
          {texts.composer.skipList}
        </button>
        {timeline !== undefined && (
          <Timeline
            key={`timeline ${room}`}
            place={place}
            timeline={timeline}
            live={live}
            mark={marks.get(room) ?? (isPrivateRoom(room) ? 0 : newestSeq(timeline.items))}
            actions={actions}
            blocked={blocked}
            onRead={onRead}
            onOlder={onOlder}
          />
        )}
        {timeline === undefined && welcome !== undefined && <Outside room={room} onJoin={commands.join} />}
        {timeline === undefined && welcome === undefined && <div className="timeline" />}
        {entry?.other_left && (
          <p className="other-left" data-testid="other-left">
            {texts.rooms.otherLeft(place)}
          </p>
        )}
        <Greeting welcome={connection.phase === "online" ? welcome : undefined} />
        <TypingLine typists={typing.get(room) ?? nobody} />
        <Composer
          key={`composer ${writing.key}`}
          room={writing.room}
          place={heldMessages[0] === undefined ? place : `${heldMessages[0].text} …`}
          held={heldMessages}
          name={name}
          drafts={drafts}
          limit={welcome?.limits.message_characters ?? defaultLimits.message_characters}
          disabled={connection.phase === "ended" || (welcome !== undefined && timeline === undefined)}
          complaint={commands.complaint ?? unreadOf(problem) ?? unreadOf(snapshot.storageProblem)}
          news={commands.news ?? unreadOf(made)}
          known={known}
          begun={begun}
          onSaid={commands.run}
          onTyping={onTyping}
          onRead={readTold}
        />
      </main>
      {people && timeline !== undefined && (
        <People
          people={present}
          panel={peoplePanel}
          away={away}
          me={me?.client_id}
          blocked={blocked}
          onBlock={block}
          onReport={(clientId) => {
            setPeople(false);
            report(clientId);
          }}
          onTalkTo={(clientId) => void commands.talkTo(clientId).finally(closePeople)}
          onClose={closePeople}
        />
      )}
    </div>
  );
};
