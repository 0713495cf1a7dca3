/** An agreement as the partner's own record knows it. */
export interface PartnerAgreement {
  readonly agreementId: string;
  readonly kind: string;
  readonly revision: string;
  readonly isMandatory: boolean;
  readonly status: 'offered' | 'signed' | 'ended';
  /** ISO instant */
  readonly signedAt: string | null;
  /** YYYY-MM-DD */
  readonly expiresOn: string | null;
}

export type OfferedAgreement = Pick<PartnerAgreement, 'agreementId' | 'kind' | 'revision' | 'isMandatory'>;

export function offered(agreements: readonly PartnerAgreement[], offer: OfferedAgreement): readonly PartnerAgreement[] {
  return [...agreements, { ...offer, status: 'offered', signedAt: null, expiresOn: null }];
}

/** A signature makes every other agreement of its kind past. */
export function signed(
  agreements: readonly PartnerAgreement[],
  agreementId: string,
  signedAt: string,
  expiresOn: string | null,
): readonly PartnerAgreement[] {
  const kind = agreements.find((one) => one.agreementId === agreementId)?.kind;
  return agreements
    .filter((one) => one.agreementId === agreementId || one.kind !== kind)
    .map((one) => (one.agreementId === agreementId ? { ...one, status: 'signed', signedAt, expiresOn } : one));
}

/** What has ended stays on record while it is mandatory: it is to be signed anew. A revoked offer never was. */
export function ended(agreements: readonly PartnerAgreement[], agreementId: string): readonly PartnerAgreement[] {
  return agreements.flatMap((one) => {
    if (one.agreementId !== agreementId) return [one];
    return one.isMandatory && one.status === 'signed' ? [{ ...one, status: 'ended' as const }] : [];
  });
}

/** Mandatory agreements without a signature that counts: never signed, ended, or offered in a new revision. */
export function unsigned(agreements: readonly PartnerAgreement[]): readonly PartnerAgreement[] {
  return agreements.filter(({ isMandatory, status }) => isMandatory && status !== 'signed');
}

/** Signed, and not waiting for a newer mandatory revision of the same kind. */
export function inForce(agreements: readonly PartnerAgreement[]): readonly PartnerAgreement[] {
  const missing = new Set(unsigned(agreements).map(({ kind }) => kind));
  return agreements.filter(({ kind, status }) => status === 'signed' && !missing.has(kind));
}
