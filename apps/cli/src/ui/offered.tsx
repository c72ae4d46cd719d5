import { Text } from "ink";
import type { ReactNode } from "react";
import type { NumberedLine } from "../conversation/recent-messages.ts";
import { cutTo } from "../format/width.ts";

export interface OfferedProps {
  readonly lines: readonly NumberedLine[];
  readonly columns: number;
}

/** The messages that the command being written may be about, one row each. */
export const Offered = ({ lines, columns }: OfferedProps): ReactNode =>
  lines.map(({ seq, text }) => (
    <Text key={seq} dimColor>
      {cutTo(`       ${text}`, columns - 1)}
    </Text>
  ));
