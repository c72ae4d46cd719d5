import {
  roomWord,
  type ChatClient,
  type ChatSnapshot,
  type RoomTimeline,
  type UnseenMention,
} from "@beseda/client";
import { lobby } from "@beseda/protocol";
import { useCallback, useEffect, useMemo } from "react";
import type { Drafts } from "../composer/draft.ts";
import { useBegun } from "../composer/use-begun.ts";
import { Banner } from "../connection/banner.tsx";
import { useOnline } from "../connection/use-online.ts";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import { membershipNews } from "../presence/membership-news.ts";
import { People } from "../presence/people.tsx";
import { useAway } from "../presence/use-away.ts";
import { usePeople } from "../presence/use-people.ts";
import { useTitle } from "../reading/use-title.ts";
import { useCurrentRoom } from "../rooms/current-room.ts";
import { roomEntries, type RoomEntry } from "../rooms/entries.ts";
import { RoomHeader } from "../rooms/room-header.tsx";
import { Sidebar } from "../rooms/sidebar.tsx";
import { useWritingRoom } from "../rooms/use-writing-room.ts";
import { SearchSide } from "../search/search-side.tsx";
import { keepFilesOut } from "../ui/keep-files-out.ts";
import type { AppState } from "../app-state/app-state.ts";
import { ReadingPane } from "./reading-pane.tsx";
import { useButtons } from "./use-buttons.ts";
import { useCommands } from "./use-commands.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { usePanels } from "./use-panels.ts";
import { useSaid } from "./use-said.ts";
import { useTold } from "./use-told.ts";
import { WritingPane } from "./writing-pane.tsx";

export interface ChatProps {
  readonly client: ChatClient;
  readonly appState: AppState;
  readonly drafts: Drafts;
  /** The problem on the way in. */
  readonly problem?: string | undefined;
  /** The result of the way in. */
  readonly news?: string | undefined;
}

const totalUnread = (entries: readonly RoomEntry[]): number =>
  entries.reduce((sum, { unread }) => sum + unread, 0);

/** Returns the newest own message of a room, if it mentions people who do not see it. */
const unseenIn = ({ timelines, unseenMentions }: ChatSnapshot, room: string): UnseenMention | undefined => {
  if (unseenMentions.length === 0) return undefined;
  const last = timelines.get(room)?.items.findLast((item) => item.kind === "message" && item.own);
  return unseenMentions.find(({ key }) => key === last?.key);
};

/** Tells the server of the page's person, and tries again when the network is back, without being asked. */
const usePresence = (client: ChatClient): (() => void) => {
  useAway(client);
  const locale = useLocale();
  useEffect(() => client.speak(locale), [client, locale]);
  const retry = useCallback(() => client.reconnectNow(), [client]);
  useOnline(retry);
  return retry;
};

const useMembershipNews = (here: RoomTimeline | undefined, all: RoomTimeline | undefined): unknown =>
  useMemo(() => membershipNews([here, all]), [here, all]);

const useNoFiles = (complain: (error: unknown) => void): void => {
  const { onlyText } = useUiTexts().composer;
  useEffect(() => keepFilesOut(window, () => complain(new Error(onlyText))), [complain, onlyText]);
};

/** The chat: rooms at the side, the conversation of one of them, and the field. */
export const Chat = ({ client, appState, drafts, problem, news: made }: ChatProps) => {
  const snapshot = useSnapshot(client);
  const { connection, me, timelines, storageProblem } = snapshot;
  const room = useCurrentRoom();
  const writing = useWritingRoom(client, room);
  const { people, drawer, search, cover } = usePanels();
  const commands = useCommands({ client, appState, room, writing });
  const { complain } = commands;
  const [begun, begin] = useBegun({ client, room, drafts, complain });
  const { ask, block, report, messages } = useButtons({ client, room, run: commands.run, onBegin: begin });
  const [said, say] = useSaid({ client, room, run: commands.run, onBegin: begin, onSearch: search.open });
  const entries = roomEntries(snapshot);
  const unread = totalUnread(entries);
  const entry = entries.find((candidate) => candidate.room === room);
  const place = roomWord(entry ?? { room });
  const name = me?.name ?? appState.name();

  const timeline = timelines.get(room);
  const hints = { unseen: unseenIn(snapshot, room), over: [people, drawer, search.panel] };
  const told = useTold({ commands, problem, made, storageProblem, ...hints });
  const news = useMembershipNews(timeline, timelines.get(lobby));
  const present = usePeople({ client, room, news, wanted: people.isOpen && timeline !== undefined });

  useTitle(unread);
  useNoFiles(complain);
  const retry = usePresence(client);

  return (
    <div className="chat" data-people={people.isOpen}>
      <Sidebar
        me={{ clientId: me?.client_id ?? "", name }}
        rooms={entries}
        current={room}
        panel={drawer}
        covered={people.covers || search.panel.covers}
        invitations={snapshot.invitations}
        onDecline={(wanted) => ask({ command: "decline", arguments: { room: wanted } })}
        reports={snapshot.reports}
        onReports={() => ask({ command: "reports", arguments: {} })}
        onJoin={commands.join}
        onRename={commands.rename}
        onQuit={commands.quit}
      />
      <main className="conversation" inert={cover}>
        <RoomHeader
          room={room}
          summary={entry}
          joined={timeline !== undefined}
          present={typeof present === "object" ? present.length : undefined}
          elsewhere={unread - (entry?.unread ?? 0) + snapshot.invitations.length}
          {...{ drawer, people, search }}
          onLeave={commands.leaveRoom}
        />
        <Banner
          connection={connection}
          unsent={snapshot.unsent}
          onRetry={retry}
          onComeBack={commands.comeBack}
        />
        <ReadingPane {...{ client, snapshot, room, place, entry, messages, commands, said }} />
        <WritingPane
          {...{ client, snapshot, room, place, name, writing, drafts, begun, told, onBegin: begin }}
          onSaid={say}
        />
      </main>
      {people.isOpen && timeline !== undefined && (
        <People
          {...{ away: snapshot.away, me: me?.client_id, blocked: snapshot.blocked }}
          people={present}
          panel={people}
          onBlock={block}
          onReport={report}
          onTalkTo={commands.talkTo}
        />
      )}
      <SearchSide key={me?.client_id} rooms={snapshot.rooms} {...{ client, room, search }} />
    </div>
  );
};
