import { Money } from '@tributary/kernel';
import type { DealDetails } from '../deal-details/deal-details.js';
import type { DealProgramVersion, Reason } from './deal-program.js';
import type { Registrant } from './eligibility.js';

/** Whether the program approves without a person, and why or why not. */
export interface AutoApproval {
  readonly granted: boolean;
  readonly reasons: readonly Reason[];
}

/** What a program does not decide by itself. A value in another currency is never converted, so it cannot be compared with the ceiling. */
export function autoApproval(deal: DealDetails, registrant: Registrant, program: DealProgramVersion): AutoApproval {
  const reasons = [...againstIt(deal, registrant, program)];
  if (reasons.length > 0) return { granted: false, reasons };
  const ceiling = Money.of(program.autoApprovalCeilings[registrant.tier] ?? '0', program.currency);
  const detail = `The value is within ${ceiling.amount} ${ceiling.currency}, the ceiling of tier ${registrant.tier}.`;
  return { granted: true, reasons: [{ code: 'WITHIN_CEILING', detail }] };
}

function* againstIt(deal: DealDetails, registrant: Registrant, program: DealProgramVersion): Generator<Reason> {
  if (deal.value.currency !== program.currency) {
    yield {
      code: 'NO_RATE',
      detail: `The value is in ${deal.value.currency}, the program's ceilings are in ${program.currency}.`,
    };
  } else {
    const ceiling = Money.of(program.autoApprovalCeilings[registrant.tier] ?? '0', program.currency);
    if (Money.from(deal.value).compare(ceiling) > 0) {
      yield {
        code: 'ABOVE_CEILING',
        detail: `The value is above ${ceiling.amount} ${ceiling.currency}, the ceiling of tier ${registrant.tier}.`,
      };
    }
  }
  if (deal.tenderOn !== null && program.tendersAreReviewed) {
    yield { code: 'PUBLIC_TENDER', detail: 'A public tender is decided by a person.' };
  }
}
