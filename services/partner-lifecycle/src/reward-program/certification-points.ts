/** Fixed points for each certification that a person of a partner earns, in force from a day until the next of its kind. */
export interface CertificationPoints {
  /** YYYY-MM-DD */
  readonly from: string;
  /** Code of a definition; null = every one of `certificationKind`, or every one at all. */
  readonly definition: string | null;
  readonly certificationKind: string | null;
  /** Zero ends it. */
  readonly points: number;
}

export interface EarnedCertification {
  readonly definition: string;
  readonly kind: string;
}

/** What is said of the very definition goes before what is said of its kind, and that before what is said of all. */
export function certificationPointsOn(
  rules: readonly CertificationPoints[],
  { definition, kind }: EarnedCertification,
  day: string,
): CertificationPoints | null {
  const latest = (about: (rule: CertificationPoints) => boolean): CertificationPoints | undefined =>
    rules
      .filter((rule) => rule.from <= day && about(rule))
      .toSorted((a, b) => a.from.localeCompare(b.from))
      .at(-1);
  return (
    latest((rule) => rule.definition === definition) ??
    latest((rule) => rule.definition === null && rule.certificationKind === kind) ??
    latest((rule) => rule.definition === null && rule.certificationKind === null) ??
    null
  );
}

export function isAboutTheSame(one: CertificationPoints, other: CertificationPoints): boolean {
  return (
    one.from === other.from && one.definition === other.definition && one.certificationKind === other.certificationKind
  );
}
