import { InvalidTransition } from '@tributary/kernel';

export const partnerStatuses = ['onboarding', 'active', 'suspended', 'terminated'] as const;
export type PartnerStatus = (typeof partnerStatuses)[number];

const next = {
  onboarding: ['active', 'terminated'],
  active: ['suspended', 'terminated'],
  suspended: ['active', 'terminated'],
  terminated: [],
} as const satisfies Record<PartnerStatus, readonly PartnerStatus[]>;

export function checkMove(from: PartnerStatus, to: PartnerStatus): void {
  const allowed: readonly PartnerStatus[] = next[from];
  if (!allowed.includes(to)) throw new InvalidTransition(from, allowed);
}
