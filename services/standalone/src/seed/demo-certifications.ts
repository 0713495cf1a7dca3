import type { DemoCaller } from './demo-caller.js';

interface Created {
  readonly id: string;
}

interface DemoPerson {
  readonly partner: string;
  readonly name: string;
  readonly role: 'sales' | 'technician';
  /** How many days ago each certification was earned. */
  readonly earned: Readonly<Record<string, number>>;
  /** The persona that is this person. */
  readonly persona?: string;
}

const people: readonly DemoPerson[] = [
  // Ends within a month: the notices have gone out.
  {
    partner: 'alpenblick',
    name: 'Key account sales',
    role: 'sales',
    earned: { 'GTK-SALES': 155 },
    persona: 'reseller-sales',
  },
  { partner: 'alpenblick', name: 'Lead engineer', role: 'technician', earned: { 'GTK-SALES': 90, 'GTK-ENGINEER': 60 } },
  { partner: 'rheintal', name: 'Regional sales', role: 'sales', earned: { 'GTK-SALES': 120 } },
  { partner: 'prairiecloud', name: 'Solutions engineer', role: 'technician', earned: { 'GTK-SALES': 45 } },
];

export async function defineCertifications(lifecycle: DemoCaller): Promise<void> {
  const base = { families: ['GTK'], evidence: ['exam'] };
  await lifecycle.post('certification-definitions', {
    ...{ ...base, code: 'GTK-SALES', name: 'GTK sales specialist', kind: 'sales', validMonths: 6, minimumScore: 70 },
    renewalWindowDays: 60,
  });
  await lifecycle.post('certification-definitions', {
    ...{ ...base, code: 'GTK-ENGINEER', name: 'GTK engineer', kind: 'technical', validMonths: 24, minimumScore: 75 },
    prerequisites: ['GTK-SALES'],
  });
}

/** People of the demo's partners with what they have proved, each told on the day after. */
export async function certifyPeople(
  lifecycle: DemoCaller,
  partnerOf: (key: string) => string,
  travel: (daysAgo: number) => void,
): Promise<void> {
  for (const [index, { partner, name, role, earned, persona }] of people.entries()) {
    travel(165);
    const partnerId = partnerOf(partner);
    const email = `${role}-${index + 1}@${partner}.example`;
    const { id: userId } = await lifecycle.post<Created>('partner-users', { partnerId, email, name, roles: [role] });
    if (persona !== undefined) await lifecycle.as(persona, partnerId).post(`partner-users/${userId}/join`);
    for (const [definition, daysAgo] of Object.entries(earned)) {
      travel(daysAgo);
      const evidence = { kind: 'exam', score: 82, reference: `EX-${index + 1}${daysAgo}` };
      await lifecycle.post('certifications', { userId, definition, evidence });
    }
  }
}
