import { Injectable } from '@nestjs/common';
import { territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { OnboardingListQuery } from './onboarding-plan.dto.js';
import type { OnboardingPlanState } from './onboarding-plan.js';
import { onboardingPlanSchema } from './onboarding-plan.schema.js';

const columns = savedColumns(onboardingPlanSchema, 'o');
const managed = (codes: string): string =>
  `EXISTS (SELECT FROM partner p WHERE p.id = o.partner_id AND in_territories(${codes}::text[], p.territories))`;

@Injectable()
export class OnboardingPlanQueries {
  constructor(private readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Saved<OnboardingPlanState>> {
    return this.reads.one(
      actor,
      'onboarding plan',
      `SELECT ${columns} FROM onboarding_plan o WHERE o.id = $1
          AND ($2::uuid IS NULL OR o.partner_id = $2) AND ($3::text[] IS NULL OR ${managed('$3')})`,
      [id, actor.partnerId, territoriesOf(actor)],
    );
  }

  list(actor: Actor, query: OnboardingListQuery): Promise<Page<Saved<OnboardingPlanState>>> {
    const codes = territoriesOf(actor);
    const conditions: [string, unknown][] = [];
    if (actor.kind === 'partner') conditions.push(['o.partner_id = ?', actor.partnerId]);
    if (codes !== null) conditions.push([managed('?'), codes]);
    if (query.partnerId !== undefined) conditions.push(['o.partner_id = ?', query.partnerId]);
    if (query.status !== undefined) conditions.push(['o.status = ?', query.status]);
    if (query.updatedSince !== undefined) conditions.push(['o.updated_at >= ?', query.updatedSince]);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM onboarding_plan o`,
        id: 'o.id',
        sorts: { createdAt: 'o.created_at', updatedAt: 'o.updated_at' },
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
  }
}
