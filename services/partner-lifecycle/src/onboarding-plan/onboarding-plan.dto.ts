import { Day, Flag, Instant, ListOf, ListQuery, OneOf, Representation, Text, Uuid } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { OnboardingPlanState } from './onboarding-plan.js';

export class OnboardingListQuery extends ListQuery {
  @Uuid({ optional: true })
  readonly partnerId?: string;

  @OneOf(['open', 'completed'], { optional: true })
  readonly status?: 'open' | 'completed';
}

export class CompleteTaskDto {
  @Text({ max: 64, example: 'accept_roles', description: 'The key of the task' })
  readonly task: string;
}

export class ReopenTaskDto extends CompleteTaskDto {
  @Text({ max: 400, example: 'The roles have changed' })
  readonly reason: string;
}

export class OnboardingTaskDto {
  @Text({ max: 64, example: 'accept_roles' })
  readonly key: string;

  @Text({ max: 200, example: 'Accept roles and responsibilities' })
  readonly title: string;

  @Flag()
  readonly isMandatory: boolean;

  @OneOf(['partner', 'vendor'])
  readonly owner: 'partner' | 'vendor';

  @Day()
  readonly dueOn: string;

  @ListOf('string', { max: 20, example: ['sign_partner_agreement'] })
  readonly dependsOn: readonly string[];

  @Text({ max: 64, nullable: true, example: null, description: 'Signing this agreement does the task' })
  readonly agreementKind: string | null;

  @OneOf(['open', 'done'], { example: 'done' })
  readonly status: 'open' | 'done';

  @Text({ max: 200, nullable: true, example: 'reseller-admin' })
  readonly completedBy: string | null;

  @Instant({ nullable: true })
  readonly completedAt: string | null;
}

export class OnboardingPlanDto extends Representation {
  @Uuid()
  readonly partnerId: string;

  @Text({ max: 64, example: 'value_added_reseller' })
  readonly partnerType: string;

  @OneOf(['open', 'completed'])
  readonly status: 'open' | 'completed';

  @ListOf(() => OnboardingTaskDto, { max: 50 })
  readonly tasks: readonly OnboardingTaskDto[];

  @Instant()
  readonly startedAt: Date;

  @Instant({ nullable: true })
  readonly completedAt: Date | null;
}

export function planAnswer(row: Saved<OnboardingPlanState>): OnboardingPlanDto {
  const { number: _number, templateVersion: _template, ...plan } = row;
  return plan;
}
