export interface TaskTemplate {
  readonly key: string;
  readonly title: string;
  readonly isMandatory: boolean;
  readonly owner: 'partner' | 'vendor';
  readonly dueDays: number;
  readonly dependsOn: readonly string[];
  /** The task is done by signing this agreement and in no other way. */
  readonly agreementKind: string | null;
}

const task = (
  key: string,
  title: string,
  owner: 'partner' | 'vendor',
  dueDays: number,
  more: Partial<TaskTemplate> = {},
): TaskTemplate => ({
  key,
  title,
  owner,
  dueDays,
  isMandatory: true,
  dependsOn: [],
  agreementKind: null,
  ...more,
});

const afterContract = { dependsOn: ['sign_partner_agreement'] };
const optional = { isMandatory: false };

const common: readonly TaskTemplate[] = [
  task('sign_partner_agreement', 'Sign the partner agreement', 'partner', 14, { agreementKind: 'partner_agreement' }),
  task('accept_roles', 'Accept roles and responsibilities', 'partner', 21, afterContract),
  task('accept_brand_guidelines', 'Accept the marketing framework and brand guidelines', 'partner', 30),
  task('invite_users', 'Invite your people', 'partner', 21, afterContract),
];

const coverage = task('define_coverage', 'Define the distribution and coverage model', 'vendor', 30, {
  dependsOn: ['accept_roles'],
});
const dealTerms = task('sign_deal_registration_terms', 'Sign the deal registration terms', 'partner', 21, {
  agreementKind: 'deal_registration_terms',
});
const training = task('first_training', 'Complete the first training', 'partner', 45, { dependsOn: ['invite_users'] });
const plan = task('agree_business_plan', 'Agree on the business plan', 'vendor', 60, { dependsOn: ['accept_roles'] });

const templates: Readonly<Record<string, readonly TaskTemplate[]>> = {
  distributor: [...common, dealTerms, coverage, plan, { ...training, ...optional }],
  agent: [...common, dealTerms, { ...coverage, ...optional }, { ...training, ...optional }],
  stockist: [...common, dealTerms, coverage, { ...plan, ...optional }, { ...training, ...optional }],
  value_added_reseller: [
    ...common,
    dealTerms,
    { ...coverage, ...optional },
    { ...training, ...optional },
    { ...plan, ...optional },
  ],
  service_provider: [...common, dealTerms, training, { ...plan, ...optional }],
  system_integrator: [...common, dealTerms, { ...training, ...optional }, { ...plan, ...optional }],
  technology_partner: [...common, { ...dealTerms, ...optional }, { ...plan, ...optional }],
};

export const templateVersion = 1;

/** What a new partner of this type has to do, and what it may do, before and after it becomes active. */
export function templateFor(partnerType: string): readonly TaskTemplate[] {
  return templates[partnerType] ?? common;
}
