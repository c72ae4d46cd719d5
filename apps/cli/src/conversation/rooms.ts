import { cleanText } from "@beseda/protocol";
import { ask, info, type Stage } from "./stage.ts";

/** Says which rooms one is in, asked for anew: how many are there is an estimate otherwise. */
export const listRooms = (stage: Stage): void => {
  const { client, texts } = stage;
  ask(stage, client.refreshRooms(), () => {
    const lines = client.snapshot().rooms.map(({ room, members, topic }) =>
      texts.notes.roomLine({
        name: room,
        people: texts.status.people(members),
        topic: cleanText(topic),
      }),
    );
    stage.note(info(...lines));
  });
};
