/** The stored form of a service's return value: JSON in which instants survive as instants. Class instances come back as plain objects. */
export function encodeAnswer(answer: unknown): string {
  return JSON.stringify({ answer: encode(answer) });
}

export function decodeAnswer(stored: unknown): unknown {
  return decode((stored as { answer?: unknown }).answer);
}

function encode(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(encode);
  if (value === null || typeof value !== 'object') return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return encode(value.toJSON());
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key.startsWith('$') ? `$${key}` : key, encode(field)]),
  );
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== 'object') return value;
  if ('$date' in value) return new Date(value.$date as string);
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key.startsWith('$') ? key.slice(1) : key, decode(field)]),
  );
}
