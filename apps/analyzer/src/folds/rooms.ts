import type { RoomsReport } from "@beseda/protocol";
import { none, type Row } from "../rows/row.ts";
import { addClient, noClients, type ClientSet } from "./client-set.ts";
import { shareOf } from "./counts.ts";
import { defineFold } from "./fold.ts";
import { timestamp } from "./timestamp.ts";

interface Room {
  messages: number;
  speakers: ClientSet;
  speaker: number;
  words: number;
  joined: number;
  left: number;
  first: number;
  last: number;
}

interface State {
  messages: number;
  rooms: Array<Room | undefined>;
}

const newRoom = (time: number): Room => ({
  messages: 0,
  speakers: noClients(),
  speaker: none,
  words: 0,
  joined: 0,
  left: 0,
  first: time,
  last: time,
});

const step = (state: State, row: Row): void => {
  if (row.room === none) return;
  while (state.rooms.length <= row.room) state.rooms.push(undefined);
  const room = (state.rooms[row.room] ??= newRoom(row.time));
  if (row.time < room.first) room.first = row.time;
  if (row.time > room.last) room.last = row.time;
  if (row.isSaid) {
    state.messages += 1;
    room.messages += 1;
    room.words += row.words;
    if (row.client !== room.speaker) addClient(room.speakers, row.client);
    room.speaker = row.client;
  } else if (row.type === "joined") room.joined += 1;
  else if (row.type === "left") room.left += 1;
};

const rowOf = (room: string, state: Room, total: number): RoomsReport["rows"][number] => ({
  room,
  messages: state.messages,
  share: shareOf(state.messages, total),
  speakers: state.speakers.size,
  words: state.words,
  joined: state.joined,
  left: state.left,
  first: timestamp(state.first),
  last: timestamp(state.last),
});

/** The fold of how active each room is. */
export const rooms = defineFold({
  key: "rooms",
  init: (): State => ({ messages: 0, rooms: [] }),
  step,
  reword: (state, { room, words }, by) => {
    const changed = state.rooms[room];
    if (changed) changed.words += words * by;
  },
  result: (state, { names }): RoomsReport => ({
    rows: state.rooms
      .flatMap((room, index) => (room ? [rowOf(names.rooms.values[index] ?? "", room, state.messages)] : []))
      .sort((left, right) => right.messages - left.messages),
  }),
});
