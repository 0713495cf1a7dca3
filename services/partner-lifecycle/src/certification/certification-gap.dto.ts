import { ListOf, OneOf, Text, Uuid, Whole } from '@tributary/http';
import type { PageAsk } from '@tributary/persistence';
import type { CertificationKind } from '../certification-definition/certification-definition.js';
import { certificationKinds } from './certification.js';
import type { Gap } from './gap.js';

const code = { max: 64, example: 'GTX-SALES' } as const;

export class GapListQuery {
  @Uuid({ optional: true })
  readonly partnerId?: string;

  @Uuid({ optional: true, description: 'One person' })
  readonly userId?: string;

  @Text({ ...code, optional: true, description: 'Only this definition' })
  readonly definition?: string;

  @Whole({ min: 1, max: 200, optional: true, example: 50, description: 'People per page; 50 unless told' })
  readonly limit?: number;

  @Text({ max: 1000, optional: true, pattern: /^[\w-]+$/, example: 'WyIyIl0' })
  readonly cursor?: string;

  page(): PageAsk {
    return {
      ...(this.limit === undefined ? {} : { limit: this.limit }),
      ...(this.cursor === undefined ? {} : { cursor: this.cursor }),
    };
  }
}

export class GapDto {
  @Text(code)
  readonly code: string;

  @Text({ max: 200, example: 'GTX sales specialist' })
  readonly name: string;

  @OneOf(certificationKinds)
  readonly kind: CertificationKind;

  @OneOf(['never', 'expired', 'revoked'], { description: 'What became of the last one, if there was any' })
  readonly because: Gap['because'];

  @ListOf('string', { max: 20, maxLength: 64, example: [], description: 'What must be held first and is not' })
  readonly missingPrerequisites: readonly string[];
}

export class PersonGapsDto {
  @Uuid()
  readonly userId: string;

  @Uuid()
  readonly partnerId: string;

  @Text({ max: 200, example: 'Sales person' })
  readonly name: string;

  @ListOf('string', { max: 1000, maxLength: 64, example: ['GTX-SALES'], description: 'Codes of what counts today' })
  readonly held: readonly string[];

  @ListOf(() => GapDto, { max: 1000 })
  readonly missing: readonly GapDto[];
}
