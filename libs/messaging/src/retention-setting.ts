type Environment = Readonly<Record<string, string | undefined>>;

/** Longer than any installation lives, and within what both logs can count. */
const mostDays = 36_500;

/** The days that EVENT_RETENTION_DAYS is to mean cannot be told; the message says what to change. */
export class RetentionFault extends Error {}

/** How long events are kept as EVENT_RETENTION_DAYS says, for either log; nothing where it is not set. */
export function retentionFromEnvironment(environment: Environment): { readonly retentionDays?: number } {
  const text = environment['EVENT_RETENTION_DAYS']?.trim() || undefined;
  if (text === undefined) return {};
  const retentionDays = Number(text);
  // Digits alone: what is misread here deletes events.
  if (!/^\d+$/.test(text) || retentionDays < 1 || retentionDays > mostDays)
    throw new RetentionFault(`EVENT_RETENTION_DAYS is a whole number of days from 1 to ${mostDays}, not "${text}".`);
  return { retentionDays };
}
