import { RuleViolation } from '@tributary/kernel';

/** Checks that a partner has made: of any company within a day, of one company within 30 days. */
export interface ChecksMade {
  readonly today: number;
  readonly ofCompany: number;
}

export const checksPerDay = 20;
export const checksPerCompany = 5;
export const companyDays = 30;

const day = 24 * 60 * 60;

/** A check that could be repeated at will would tell who else is at a customer. */
export function refuseProbing({ today, ofCompany }: ChecksMade): void {
  if (ofCompany >= checksPerCompany) {
    throw new RuleViolation(
      'CHECK_QUOTA',
      `A company is checked at most ${checksPerCompany} times in ${companyDays} days.`,
      {
        retryAfterSeconds: companyDays * day,
      },
    );
  }
  if (today >= checksPerDay) {
    throw new RuleViolation('CHECK_QUOTA', `A partner makes at most ${checksPerDay} checks a day.`, {
      retryAfterSeconds: day,
    });
  }
}
