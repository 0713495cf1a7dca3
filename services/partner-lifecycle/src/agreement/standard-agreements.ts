import type { AgreementKind, AgreementOffer } from './agreement.js';

type Standard = Pick<AgreementOffer, 'kind' | 'revision' | 'title' | 'isMandatory' | 'validMonths' | 'documentUrl'>;

const standard = (kind: AgreementKind, title: string, isMandatory: boolean): Standard => ({
  kind,
  revision: '1',
  title,
  isMandatory,
  validMonths: 36,
  documentUrl: null,
});

/** What is offered to every new partner on its approval. Only who registers no deals may leave the registration terms unsigned. */
export function standardAgreements(partnerType: string): readonly Standard[] {
  return [
    standard('partner_agreement', 'Partner agreement', true),
    standard('deal_registration_terms', 'Deal registration terms', partnerType !== 'technology_partner'),
  ];
}
