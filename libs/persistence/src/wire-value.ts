/** What goes over the wire as a parameter. */
export type WireValue = string | Buffer | null;

/**
 * Brings a parameter into its wire form before anything is sent: what cannot be serialised (a BigInt within JSON) throws
 * here, while no statement of the flight has left. Arrays become PostgreSQL arrays, other objects JSON.
 */
export function wireValue(value: unknown): WireValue {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return arrayLiteral(value);
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return JSON.stringify(value);
    default:
      throw new TypeError(`A ${typeof value} is not a value for the database.`);
  }
}

function arrayLiteral(values: readonly unknown[]): string {
  const elements = values.map((element) => {
    if (Array.isArray(element)) return arrayLiteral(element);
    const wire = wireValue(element);
    if (wire === null) return 'NULL';
    const text = Buffer.isBuffer(wire) ? `\\x${wire.toString('hex')}` : wire;
    return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  return `{${elements.join(',')}}`;
}
