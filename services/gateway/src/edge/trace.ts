/** W3C trace context: `00-<trace id>-<span id>-<flags>`. */
export interface Trace {
  readonly traceId: string;
  readonly traceparent: string;
}

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Goes on with the caller's trace if it is valid, begins one otherwise. `random` gives that many hex digits. */
export function continueTrace(incoming: string | undefined, random: (digits: number) => string): Trace {
  const [, traceId = '', parent = '', flags = '01'] = form.exec(incoming ?? '') ?? [];
  const valid = /[^0]/.test(traceId) && /[^0]/.test(parent);
  const trace = valid ? traceId : random(32);
  return { traceId: trace, traceparent: `00-${trace}-${random(16)}-${valid ? flags : '01'}` };
}

const requestIdForm = /^[A-Za-z0-9._:-]{1,128}$/;

/** The caller's request id if it is harmless in headers and logs. */
export function acceptableRequestId(incoming: string | undefined): string | undefined {
  return incoming !== undefined && requestIdForm.test(incoming) ? incoming : undefined;
}
