import type { ChatClient, ChatSnapshot } from "@beseda/client";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { SearchPanel } from "./search-panel.tsx";
import type { Search } from "./use-search.ts";

export interface SearchSideProps {
  readonly client: ChatClient;
  readonly rooms: ChatSnapshot["rooms"];
  readonly room: string;
  readonly search: Search;
}

/** The search at the side of the conversation: closed, it keeps what was found (VIEW-15). */
export const SearchSide = ({ client, rooms, room, search }: SearchSideProps) => {
  const { title } = useUiTexts().search;
  const { element, isOpen, covers, close } = search.panel;
  if (search.sought === undefined) return null;
  return (
    <>
      {isOpen && <div className="people-shade" onClick={close} aria-hidden="true" />}
      <aside
        ref={element}
        className="people search"
        data-testid="search"
        role="search"
        aria-label={title}
        hidden={!isOpen}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          close();
        }}
      >
        <SearchPanel {...{ client, rooms, room, covers }} sought={search.sought} onClose={close} />
      </aside>
    </>
  );
};
