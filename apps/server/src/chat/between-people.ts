import { z } from "zod";

/** An invitation to a room, kept under the `client_id` of who was invited. */
export const invitationSchema = z.object({
  room: z.string(),
  /** The name that the invited had then. */
  name: z.string(),
  by: z.string(),
  by_name: z.string(),
  /** ISO 8601. */
  time: z.string(),
  /** When it was declined, ISO 8601: it is open no more, but stands against the next one for a while. */
  declined: z.string().optional(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** Somebody whom one has blocked, with the name that they had then. */
export const blockedSchema = z.object({ client_id: z.string(), name: z.string() });

/** An open report: `client_id` is of who was reported. */
export const reportSchema = z.object({
  /** `seq` of its record. */
  seq: z.number(),
  time: z.string(),
  client_id: z.string(),
  name: z.string(),
  by: z.string(),
  by_name: z.string(),
  /** The room that it is about. */
  in: z.string(),
  /** `seq` of the message that it is about. */
  target: z.number().optional(),
  reason: z.string().optional(),
});
export type Report = z.infer<typeof reportSchema>;
