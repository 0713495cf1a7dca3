import { rewardEarnedV1, rewardReversedV1, type PublishedEvent, type RewardAccountV1 } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { RewardAccountEvent, RewardAccountState } from './reward-account.js';

export function toPublished(account: Saved<RewardAccountState>, event: RewardAccountEvent): readonly PublishedEvent[] {
  const rewardAccount = publicState(account);
  switch (event.type) {
    case 'RewardEarned': {
      const { for: reason, availableFrom } = event;
      return [rewardEarnedV1.of(account.id, { rewardAccount, points: `${event.points}`, reason, availableFrom })];
    }
    case 'RewardReversed': {
      const { for: reason, reason: cause } = event;
      return [rewardReversedV1.of(account.id, { rewardAccount, points: `${event.points}`, reason, cause })];
    }
    case 'RewardAccountOpened': // private on purpose: nothing has been earned
    case 'RewardReleased': // told beforehand as `availableFrom`
      return [];
  }
}

function publicState({ id, number, partnerId, pending, available }: Saved<RewardAccountState>): RewardAccountV1 {
  return { id, number, partnerId, pending: `${pending}`, available: `${available}` };
}
