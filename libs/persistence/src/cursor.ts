import { createHash } from 'node:crypto';
import { Malformed } from '@tributary/kernel';

/** The place after which the next page begins: the sort value (as PostgreSQL writes it) and the id of the last row. */
export interface Place {
  readonly value: string;
  readonly id: string;
}

/** A cursor belongs to one list, one order and one set of filters: `salt` tells them apart. */
export function encodeCursor(place: Place, salt: string): string {
  return Buffer.from(JSON.stringify([place.value, place.id, digest(salt)])).toString('base64url');
}

export function decodeCursor(cursor: string, salt: string): Place {
  const parts = parsed(cursor);
  if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => typeof part === 'string')) {
    throw unreadableCursor();
  }
  const [value, id, hash] = parts as [string, string, string];
  if (hash !== digest(salt)) throw new Malformed('This cursor belongs to a list with other filters or another order.');
  return { value, id };
}

export function unreadableCursor(): Malformed {
  return new Malformed('This cursor cannot be read. Use one from `nextCursor` as it is.');
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

function digest(salt: string): string {
  return createHash('sha256').update(salt).digest('base64url').slice(0, 12);
}
