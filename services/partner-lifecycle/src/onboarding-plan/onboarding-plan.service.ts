import { Injectable } from '@nestjs/common';
import { Clock, Ids, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved } from '@tributary/persistence';
import { PartnerService } from '../partner/partner.service.js';
import { OnboardingPlan, type OnboardingPlanState } from './onboarding-plan.js';
import { onboardingPlans } from './onboarding-plan.schema.js';

@Injectable()
export class OnboardingPlanService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly partners: PartnerService,
  ) {}

  start(actor: Actor, partnerId: string, partnerType: string): Promise<Saved<OnboardingPlanState>> {
    return this.unitOfWork.run(actor, (tx) => {
      const plan = OnboardingPlan.start({ id: this.ids.next(), partnerId, partnerType }, this.clock.now());
      return Promise.resolve(tx.save(onboardingPlans, plan));
    });
  }

  complete(actor: Actor, id: string, taskKey: string): Promise<Saved<OnboardingPlanState>> {
    return this.change(actor, id, (plan) => plan.complete(taskKey, actor, this.clock.now()));
  }

  reopen(actor: Actor, id: string, taskKey: string, reason: string): Promise<Saved<OnboardingPlanState>> {
    return this.change(actor, id, (plan) => plan.reopen(taskKey, actor.subject, reason));
  }

  agreementSigned(actor: Actor, partnerId: string, agreementKind: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [plan] = await tx.read<{ id: string }>('SELECT id FROM onboarding_plan WHERE partner_id = $1', [partnerId]);
      if (plan === undefined) return;
      await this.change(actor, plan.id, (found) =>
        found.agreementSigned(agreementKind, actor.subject, this.clock.now()),
      );
    });
  }

  // The partner follows its plan in the same transaction: the last mandatory task makes it active.
  private change(actor: Actor, id: string, verb: (plan: OnboardingPlan) => void): Promise<Saved<OnboardingPlanState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const plan = await tx.load(onboardingPlans, id);
      const { status: before, partnerId } = plan.state;
      verb(plan);
      const saved = tx.save(onboardingPlans, plan);
      if (saved.status === before) await this.partners.requireWorking(actor, partnerId);
      else if (saved.status === 'completed') await this.partners.confirmOnboarding(actor, partnerId);
      else await this.partners.reopenOnboarding(actor, partnerId);
      return saved;
    });
  }
}
