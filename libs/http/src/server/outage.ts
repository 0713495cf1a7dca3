const sentences: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED|KafkaJSConnectionError|broker/i, 'nothing answers at its address'],
  [/ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/, 'its address leads nowhere'],
  [/timeout|ETIMEDOUT|no answer/i, 'no answer in time'],
  [/terminat|ECONNRESET|EPIPE|shut(?:ting)? down|starting up|recovery mode|closed/i, 'the connection is cut off'],
  [/password|authentication|SASL|not authorized|permission denied/i, 'it refuses the login'],
  [/too many (?:clients|connections)|remaining connection slots/i, 'it has no connection left'],
  [/deadlock|serializ|lock timeout/i, 'transactions are in each other’s way'],
];

/** Why something is away, in words that may be read by anybody: no address, no name, nothing of what was asked. */
export function outageOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const text = `${typeof code === 'string' ? code : ''} ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`;
  return sentences.find(([pattern]) => pattern.test(text))?.[1] ?? 'the log of the service says more';
}
