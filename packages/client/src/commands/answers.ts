import {
  invitationListSchema,
  personSchema,
  reportListingSchema,
  roleSchema,
  roomSummarySchema,
} from "@beseda/protocol";
import { z } from "zod";

/** What procedures answer that commands ask. Whatever else a newer server tells is left out. */

export const membersSchema = z.array(z.object({ client_id: z.string(), name: z.string() }));

export const directorySchema = z.array(
  z.object({ room: z.string(), topic: z.string(), members: z.number(), member: z.boolean() }),
);

export const summarySchema = roomSummarySchema;

export const loginsSchema = z.array(
  z.object({
    id: z.number(),
    via: z.string(),
    client: z.string(),
    address: z.string(),
    seen: z.string(),
    open: z.array(z.string()),
    current: z.boolean(),
  }),
);

export const linkSchema = z.object({ link: z.string() });

export const nameSchema = z.object({ name: z.string() });

export const resetSchema = nameSchema.extend({ link: z.string() });

export const roleAnswerSchema = z.object({ role: roleSchema });

export const timeSchema = z.object({ time: z.iso.datetime() });

export { invitationListSchema, personSchema };

export const peopleSchema = z.array(personSchema);

export const reportsSchema = z.array(reportListingSchema);
