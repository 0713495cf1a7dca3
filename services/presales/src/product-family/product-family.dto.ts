import { exportQueryOf, ListQuery, Representation, Text, Uuid } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { ProductFamilyState } from './product-family.js';

export const codeForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const required = {
  max: 64,
  pattern: codeForm,
  example: 'GTX-SALES',
  description: 'Code of the certification that somebody of a partner must hold to sell it; null = none',
} as const;

export class NewProductFamilyDto {
  @Text({ max: 64, pattern: codeForm, example: 'GTX', description: 'Never changes; deals and certifications name it' })
  readonly code: string;

  @Text({ max: 200, example: 'GTX series' })
  readonly name: string;

  @Uuid({ optional: true, nullable: true, description: 'The family above it' })
  readonly parentId?: string | null;

  @Text({ ...required, optional: true, nullable: true })
  readonly requiredCertification?: string | null;
}

export class ChangedProductFamilyDto {
  @Text({ max: 200, optional: true, example: 'GTX series' })
  readonly name?: string;

  @Uuid({ optional: true, nullable: true })
  readonly parentId?: string | null;

  @Text({ ...required, optional: true, nullable: true })
  readonly requiredCertification?: string | null;
}

export class ProductFamilyDto extends Representation {
  @Text({ max: 64, example: 'GTX' })
  readonly code: string;

  @Text({ max: 200, example: 'GTX series' })
  readonly name: string;

  @Uuid({ nullable: true })
  readonly parentId: string | null;

  @Text({ ...required, nullable: true })
  readonly requiredCertification: string | null;
}

export class ProductFamiliesQuery extends ListQuery {
  @Uuid({ optional: true, description: 'The families directly below this one' })
  readonly parentId?: string;
}

export class ProductFamiliesExportQuery extends exportQueryOf(ProductFamiliesQuery) {}

export class ProductFamilyRowDto {
  @Text({ max: 64, pattern: codeForm, example: 'GTX' })
  readonly code: string;

  @Text({ max: 200, optional: true, example: 'GTX series', description: 'The code unless told' })
  readonly name?: string;

  @Text({
    max: 64,
    optional: true,
    example: 'HARDWARE',
    description: 'Code of the family above it, which must stand before it or be known',
  })
  readonly parent?: string;

  @Text({ ...required, optional: true })
  readonly requiredCertification?: string;
}

export function familyOf(row: Saved<ProductFamilyState>): ProductFamilyDto {
  const { id, version, createdAt, updatedAt, code, name, parentId, requiredCertification } = row;
  return { id, version, createdAt, updatedAt, code, name, parentId, requiredCertification };
}
