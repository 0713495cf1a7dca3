import { Money } from '@tributary/kernel';
import { dealFigures, type Figure } from './fact.js';
import type { Counted, Figures } from './scorecard.js';
import type { DealFiguresDto, ScorecardDto, ScorecardRecordDto } from './scorecard.dto.js';

interface Shown extends Figures {
  readonly id: string;
  readonly partnerId: string;
  readonly period: ScorecardDto['period'];
  readonly startsAt: Date;
  readonly endsAt: Date;
}

interface ShownRecord {
  readonly recordId: string;
  readonly number: string | null;
  readonly at: Date;
  readonly toldAt: Date;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly points: string | null;
  readonly lasted: string | null;
}

export function scorecardAnswer({ startsAt, endsAt, deals, ...card }: Shown, now: Date): ScorecardDto {
  const shown = ({ count, value }: Counted, figure: Figure) => ({
    count,
    value,
    records: `/v1/scorecards/${card.id}/records?figure=${figure}`,
  });
  return {
    ...card,
    startsOn: dayOf(startsAt),
    endsOn: dayOf(new Date(endsAt.getTime() - 1)),
    timeZone: 'UTC',
    isRunning: now < endsAt,
    deals: Object.fromEntries(
      dealFigures.map((figure) => [figure, shown(deals[figure], figure)]),
    ) as unknown as DealFiguresDto,
  };
}

export function recordAnswer(figure: Figure, record: ShownRecord): ScorecardRecordDto {
  const { amount, currency, points, lasted, ...shown } = record;
  return {
    kind: kindOf(figure),
    ...shown,
    value: amount === null || currency === null ? null : Money.rounded(amount, currency).toJSON(),
    points: points === null ? null : Number(points),
    hours: lasted === null ? null : (Number(lasted) / 3_600_000).toFixed(2),
  };
}

function kindOf(figure: Figure): ScorecardRecordDto['kind'] {
  if (figure === 'certifications') return 'certification';
  if (figure === 'importedWon') return 'opportunity';
  return figure === 'pointsEarned' || figure === 'pointsReversed' ? 'reward_account' : 'deal_registration';
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
