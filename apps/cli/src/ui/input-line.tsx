import { Box, Text, useCursor } from "ink";
import type { ReactNode } from "react";
import { widthOf } from "../format/width.ts";
import type { Editor } from "../line/editor.ts";
import { layOut, viewportOf } from "../line/layout.ts";

export interface InputLineProps {
  /** The label before the text, such as `Анна ›`. */
  readonly label: string;
  readonly color: string;
  readonly editor: Editor;
  /** The text shown while nothing is written. */
  readonly placeholder: string;
  /** Columns of the terminal. */
  readonly columns: number;
  readonly maxRows: number;
  /** Rows of the live region above this one. */
  readonly top: number;
}

/** The text under edit, with the terminal's own cursor in it, so that input methods know where it is. */
export const InputLine = (props: InputLineProps): ReactNode => {
  const { label, color, editor, placeholder, columns, maxRows, top } = props;
  const indent = widthOf(label) + 1;
  const layout = viewportOf(layOut(editor.text, editor.cursor, Math.max(4, columns - indent - 1)), maxRows);
  const { setCursorPosition } = useCursor();
  setCursorPosition({ x: indent + layout.column, y: top + layout.row });
  return (
    <Box>
      <Box flexShrink={0} width={indent}>
        <Text bold color={color}>
          {label}
        </Text>
      </Box>
      <Box flexDirection="column">
        {editor.text === "" ? (
          <Text dimColor>{placeholder === "" ? " " : placeholder}</Text>
        ) : (
          layout.rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows of one text have no other identity
            <Text key={index} wrap="truncate">
              {row === "" ? " " : row}
            </Text>
          ))
        )}
      </Box>
    </Box>
  );
};
