import { acceptableRequestId, continueTrace } from './trace.js';

const random = (digits: number): string => 'a'.repeat(digits);

describe('A trace', () => {
  it('goes on with the trace of the caller under a span of its own', () => {
    const incoming = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
    expect(continueTrace(incoming, random)).toEqual({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-aaaaaaaaaaaaaaaa-00',
    });
  });

  it.each([
    undefined,
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${'1'.repeat(32)}-${'0'.repeat(16)}-01`,
    `ff-${'1'.repeat(32)}-${'1'.repeat(16)}-01`,
  ])('begins anew where the caller sent none that is valid: %s', (incoming) => {
    expect(continueTrace(incoming, random).traceId).toBe('a'.repeat(32));
  });
});

describe('A request id', () => {
  it('is taken from the caller if it is harmless in headers and logs', () => {
    expect(acceptableRequestId('order-4711')).toBe('order-4711');
    expect(acceptableRequestId('a b')).toBeUndefined();
    expect(acceptableRequestId('x'.repeat(129))).toBeUndefined();
  });
});
