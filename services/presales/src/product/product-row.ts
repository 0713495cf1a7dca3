import { skuForm, skuFromName } from './sku.js';

export interface ProductRow {
  readonly sku?: string;
  readonly name: string;
  readonly familyCode: string;
  readonly status?: 'draft' | 'active';
  readonly description?: string;
  readonly requiredCertification?: string;
  readonly warrantyPolicy?: string;
}

export interface ProductReading {
  readonly sku: string;
  readonly name: string;
  readonly familyCode: string;
  readonly isForSale: boolean;
  /** What the source says beside; what it does not say stays as it is. */
  readonly rest: Partial<Record<'description' | 'requiredCertification' | 'warrantyPolicy', string>>;
  readonly mended: readonly string[];
}

/** Reads a line of a product file; null if no sku can be made of it. */
export function readProductRow(row: ProductRow): ProductReading | null {
  const name = tidy(row.name);
  const familyCode = tidy(row.familyCode);
  const sku = row.sku ?? skuFromName(name);
  if (sku === null || !skuForm.test(sku)) return null;
  const mended = [
    ...(row.sku === undefined ? [`sku: made "${sku}" of the name`] : []),
    ...(name === row.name ? [] : [`name: "${row.name}" tidied to "${name}"`]),
    ...(familyCode === row.familyCode ? [] : [`familyCode: "${row.familyCode}" tidied to "${familyCode}"`]),
  ];
  const { description, requiredCertification, warrantyPolicy } = row;
  const rest = Object.fromEntries(
    Object.entries({ description, requiredCertification, warrantyPolicy }).filter(([, value]) => value !== undefined),
  );
  return { sku, name, familyCode, isForSale: row.status !== 'draft', rest, mended };
}

function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
