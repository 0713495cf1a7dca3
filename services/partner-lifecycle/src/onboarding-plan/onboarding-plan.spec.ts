import type { Actor } from '@tributary/kernel';
import { OnboardingPlan } from './onboarding-plan.js';
import { templateFor } from './onboarding-template.js';

const at = new Date('2026-02-01T09:00:00Z');
const partner: Actor = { subject: 'jo', kind: 'partner', roles: ['partner_admin'], partnerId: 'p1', scopes: [] };
const manager: Actor = { subject: 'manager', kind: 'vendor', roles: ['channel_manager'], scopes: [] };

function started(partnerType = 'value_added_reseller'): OnboardingPlan {
  const plan = OnboardingPlan.start({ id: 'o1', partnerId: 'p1', partnerType }, at);
  plan.pullEvents();
  return plan;
}
function allMandatoryDone(): OnboardingPlan {
  const plan = started();
  plan.agreementSigned('partner_agreement', 'jo', at);
  plan.agreementSigned('deal_registration_terms', 'jo', at);
  for (const key of ['accept_roles', 'accept_brand_guidelines', 'invite_users']) plan.complete(key, partner, at);
  return plan;
}
function refused(plan: OnboardingPlan, act: () => void, code: string): void {
  expect(act).toThrow(expect.objectContaining({ code }));
  expect(plan.pullEvents()).toEqual([]);
}

describe('an onboarding plan', () => {
  it('follows the template of the partner type, with due days from the approval', () => {
    expect(started().state.tasks.find(({ key }) => key === 'sign_partner_agreement')).toMatchObject({
      dueOn: '2026-02-15',
      isMandatory: true,
      owner: 'partner',
      status: 'open',
    });
    expect(started('distributor').state.tasks.find(({ key }) => key === 'define_coverage')?.isMandatory).toBe(true);
    expect(started('value_added_reseller').state.tasks.find(({ key }) => key === 'define_coverage')?.isMandatory).toBe(
      false,
    );
  });

  it.each([
    'distributor',
    'agent',
    'stockist',
    'value_added_reseller',
    'service_provider',
    'system_integrator',
    'technology_partner',
    'new_kind',
  ])('of a %s depends on tasks that exist, and no mandatory task waits for an optional one', (type) => {
    const tasks = templateFor(type);
    const byKey = new Map(tasks.map((task) => [task.key, task]));
    for (const task of tasks) {
      for (const key of task.dependsOn) {
        expect(byKey.has(key)).toBe(true);
        if (task.isMandatory) expect(byKey.get(key)?.isMandatory).toBe(true);
      }
    }
  });

  it('is completed by its last mandatory task, optional ones may wait', () => {
    const plan = allMandatoryDone();
    expect(plan.state.status).toBe('completed');
    expect(plan.pullEvents().at(-1)).toEqual({ type: 'OnboardingCompleted' });
    expect(plan.state.tasks.some(({ status }) => status === 'open')).toBe(true);
  });

  it('does not let a partner complete a task of the vendor', () => {
    const plan = started('distributor');
    refused(plan, () => plan.complete('define_coverage', partner, at), 'TASK_OF_VENDOR');
  });

  it('does not let a task overtake the one that it depends on', () => {
    const plan = started();
    refused(plan, () => plan.complete('accept_roles', partner, at), 'TASK_WAITS');
  });

  it('takes a signature only from the agreement itself', () => {
    const plan = started();
    refused(plan, () => plan.complete('sign_partner_agreement', manager, at), 'TASK_NEEDS_SIGNATURE');
  });

  it('completes a task once', () => {
    const plan = started();
    plan.complete('accept_brand_guidelines', partner, at);
    plan.pullEvents();
    refused(plan, () => plan.complete('accept_brand_guidelines', manager, at), 'INVALID_TRANSITION');
  });

  it('knows its own tasks only', () => {
    const plan = started();
    refused(plan, () => plan.complete('walk_the_dog', manager, at), 'NOT_FOUND');
  });

  it('is open again when a mandatory task is reopened, and is completed again after', () => {
    const plan = allMandatoryDone();
    plan.reopen('accept_roles', 'manager', 'new roles');
    expect(plan.state).toMatchObject({ status: 'open', completedAt: null });
    plan.complete('accept_roles', partner, at);
    expect(plan.state.status).toBe('completed');
  });

  it('has nothing to reopen in a task that is open', () => {
    const plan = started();
    refused(plan, () => plan.reopen('accept_roles', 'manager', 'why not'), 'INVALID_TRANSITION');
  });

  it('ignores a signature that no task waits for', () => {
    const plan = started();
    plan.agreementSigned('nda', 'jo', at);
    expect(plan.pullEvents()).toEqual([]);
  });
});
