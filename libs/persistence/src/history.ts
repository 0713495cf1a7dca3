import { type Actor, NotFound } from '@tributary/kernel';
import type { Page, PageAsk } from './page.js';
import type { Reads } from './reads.js';

/** One domain event of an aggregate: who did what, when, why, and which fields changed. Personal fields only say "changed". */
export interface HistoryEntry {
  readonly id: string;
  readonly version: number;
  readonly type: string;
  readonly subject: string;
  readonly kind: 'vendor' | 'partner' | 'system';
  readonly at: Date;
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** A store, or as much of it as its history needs. */
export interface Told {
  readonly noun: string;
  readonly vendorOnly?: readonly string[];
  readonly vendorOnlyEvents?: readonly string[];
  readonly readersMayNot?: () => Error;
}

/** The newest first. A partner sees the entries of what it may read, without the events and fields that are the vendor's business; no entry at all is NotFound. */
export async function historyOf(
  reads: Reads,
  actor: Actor,
  told: Told,
  id: string,
  ask: PageAsk = {},
): Promise<Page<HistoryEntry>> {
  const ofPartner = actor.kind === 'partner';
  const narrowed = ofPartner ? partnersView(actor, told) : [];
  const page = await reads.page<HistoryEntry>(
    actor,
    {
      select: 'SELECT h.id, h.version, h.type, h.subject, h.kind, h.at, h.reason, h.before, h.after FROM history h',
      id: 'h.id',
      sorts: { version: 'h.version' },
      sort: '-version',
      branches: [
        {
          where: ['h.entity_id = ?', 'h.noun = ?', ...narrowed.map(([condition]) => condition)],
          params: [id, told.noun, ...narrowed.map(([, value]) => value)],
        },
      ],
      cursorSalt: id,
    },
    ask,
  );
  if (page.items.length === 0 && ask.cursor === undefined) throw new NotFound(told.noun);
  const hidden = told.vendorOnly ?? [];
  if (!ofPartner || hidden.length === 0) return page;
  return {
    ...page,
    items: page.items.map((entry) => ({
      ...entry,
      before: without(entry.before, hidden),
      after: without(entry.after, hidden),
    })),
  };
}

function partnersView(actor: Actor, { vendorOnlyEvents = [], readersMayNot }: Told): (readonly [string, unknown])[] {
  const told = ['NOT h.type = ANY (?::text[])', vendorOnlyEvents] as const;
  return readersMayNot === undefined ? [told, ['h.partner_id = ?', actor.partnerId]] : [told];
}

function without(fields: Readonly<Record<string, unknown>>, hidden: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !hidden.includes(name)));
}
