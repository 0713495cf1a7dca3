import type { Money } from '@tributary/kernel';
import { rank } from './stage.js';

export interface OpportunityState {
  readonly amount: Money;
  readonly stage: ReturnType<typeof rank>;
}
