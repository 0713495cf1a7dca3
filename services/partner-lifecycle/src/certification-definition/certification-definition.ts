import { Aggregate, changedFields, InvalidTransition, RuleViolation } from '@tributary/kernel';
import { checkPrerequisites, editionOn, type Demands, type Edition } from './edition.js';

export const certificationKinds = ['sales', 'technical', 'service'] as const;
export type CertificationKind = (typeof certificationKinds)[number];

export interface CertificationDefinitionState {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: CertificationKind;
  readonly status: 'open' | 'retired';
  /** By day. The one of the day on which a certification is earned or renewed decides; later ones change nothing of it. */
  readonly editions: readonly Edition[];
}

export type CertificationDefinitionEvent =
  | { readonly type: 'CertificationDefined' }
  | { readonly type: 'CertificationRenamed' }
  | { readonly type: 'CertificationRevised'; readonly edition: Edition }
  | { readonly type: 'CertificationRetired'; readonly reason: string };

/** What people of partners can prove, in dated editions: defined, revised from a day on, retired when nobody is to earn it any more. */
export class CertificationDefinition extends Aggregate<CertificationDefinitionState, CertificationDefinitionEvent> {
  static define(
    definition: Pick<CertificationDefinitionState, 'id' | 'code' | 'name' | 'kind'>,
    first: Edition,
    others: Demands,
  ): CertificationDefinition {
    checkEdition(first);
    checkPrerequisites(definition.code, first.prerequisites, others);
    const defined = new CertificationDefinition({ ...definition, status: 'open', editions: [first] });
    defined.apply({}, { type: 'CertificationDefined' });
    return defined;
  }

  rename(name: string): void {
    if (changedFields<CertificationDefinitionState>(this.state, { name }).length === 0) return;
    this.apply({ name }, { type: 'CertificationRenamed' });
  }

  /** From today on at the earliest: what was earned before stays as it was. A later edition of the same day replaces the earlier. */
  revise(edition: Edition, today: string, others: Demands): void {
    this.mustBeOpen();
    checkEdition(edition);
    if (edition.from < today) {
      throw new RuleViolation('EDITION_IN_THE_PAST', 'An edition begins today or later: what is past stays as it was.');
    }
    checkPrerequisites(this.state.code, edition.prerequisites, others);
    const editions = [...this.state.editions.filter(({ from }) => from !== edition.from), edition].sort((a, b) =>
      a.from.localeCompare(b.from),
    );
    this.apply({ editions }, { type: 'CertificationRevised', edition });
  }

  /** Nobody earns or renews it from now on; what is held runs to its end. */
  retire(reason: string): void {
    this.mustBeOpen();
    this.apply({ status: 'retired' }, { type: 'CertificationRetired', reason });
  }

  /** What holds for somebody who earns or renews it on that day. */
  termsOn(day: string): Edition {
    const edition = editionOn(this.state.editions, day);
    if (this.state.status === 'retired' || edition === null) {
      throw new RuleViolation('NOT_TO_BE_EARNED', `${this.state.code} cannot be earned or renewed on ${day}.`);
    }
    return edition;
  }

  private mustBeOpen(): void {
    if (this.state.status === 'retired') throw new InvalidTransition('retired', []);
  }
}

function checkEdition({ evidence, minimumScore }: Edition): void {
  if (minimumScore !== null && !evidence.includes('exam')) {
    throw new RuleViolation('SCORE_WITHOUT_EXAM', 'A score is reached in an exam: accept exams as evidence.');
  }
}
