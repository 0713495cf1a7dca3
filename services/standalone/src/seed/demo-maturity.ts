import type { DemoCaller } from './demo-caller.js';

interface Created {
  readonly id: string;
}
interface Given {
  readonly question: string;
  readonly level?: number;
  readonly notApplicableBecause?: string;
  readonly evidence?: readonly string[];
  readonly confidence?: string;
}

const organization = { industry: 'network_equipment', size: '250-999', region: 'EMEA', isOwn: true };

// The core questions, in the order of the model.
const questions =
  'JM1 PC1 AM1 CM1 DR1 OM1 SP1 QC1 PS1 PL1 WM1 RC1 PP1 CO1 ME1 TC1 RL1 CL1 PE1 EM1 RF1 IP1 MO1 SI1'.split(' ');

function answers(levels: string, told: Readonly<Record<string, Omit<Given, 'question'>>> = {}): Given[] {
  return questions.slice(0, levels.length).map((question, index) => ({
    question,
    ...(told[question]?.notApplicableBecause === undefined ? { level: Number(levels[index]) } : {}),
    ...told[question],
  }));
}

/** Half a year ago the vendor looked at itself, and found what to do first. */
export async function assessOnce(maturity: DemoCaller): Promise<void> {
  const { id } = await maturity.post<Created>('maturity-assessments', {
    name: 'Where we stand before the program',
    organization: { ...organization, name: 'Tributary Networks' },
    form: 'core',
    targetLevel: 3,
    respondents: [
      { subject: 'channel-manager', role: 'Head of channel' },
      { subject: 'deal-desk', role: 'Sales operations' },
    ],
  });
  const at = `maturity-assessments/${id}`;
  await maturity.post(`${at}/start`);
  const visits = { PL1: { notApplicableBecause: 'Our own people do all service visits' } };
  const desk = { DR1: { level: 3, evidence: ['Decision log of the deal desk'], confidence: 'high' } };
  await maturity.as('channel-manager').post(`${at}/answer`, { answers: answers('223221122122221121221112', visits) });
  await maturity.as('deal-desk').post(`${at}/answer`, { answers: answers('2222221', desk) });
  await maturity.post(`${at}/submit`);
  await maturity.post(`${at}/review`);
  await maturity.post(`${at}/finalize`);
}

/** The next one is under way, and partners are asked too. */
export async function assessAgain(maturity: DemoCaller, partnerId: string): Promise<void> {
  const { id } = await maturity.post<Created>('maturity-assessments', {
    name: 'After half a year, with our partners',
    organization: { ...organization, name: 'Tributary Networks' },
    targets: [{ capability: 'deal-registration', level: 4 }],
    targetLevel: 3,
    isOpenToPartners: true,
    respondents: [
      { subject: 'channel-manager', role: 'Head of channel' },
      { subject: 'finance', role: 'Controller' },
      { subject: 'reseller-admin', role: 'Managing director', partnerId },
    ],
  });
  const at = `maturity-assessments/${id}`;
  await maturity.post(`${at}/start`);
  await maturity.as('channel-manager').post(`${at}/answer`, { answers: answers('33333222323') });
  await maturity.as('reseller-admin', partnerId).post(`${at}/answer`, { answers: answers('22324212') });
}
