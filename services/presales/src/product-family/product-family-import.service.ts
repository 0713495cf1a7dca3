import { Injectable } from '@nestjs/common';
import type { RowOutcome } from '@tributary/http';
import { Ids } from '@tributary/kernel';
import { rowFactsOf, type Transaction } from '@tributary/persistence';
import { ProductFamily, type ProductFamilyState } from './product-family.js';
import { productFamilies } from './product-family.schema.js';

export interface FamilyRow {
  readonly code: string;
  readonly name?: string;
  readonly parent?: string;
  readonly requiredCertification?: string;
}

interface Known {
  readonly id: string;
  readonly parent_id: string | null;
}

@Injectable()
export class ProductFamilyImportService {
  constructor(private readonly ids: Ids) {}

  /** Families are told apart by their code. The tree is small: all of it is read. */
  async apply(tx: Transaction, rows: readonly FamilyRow[]): Promise<RowOutcome[]> {
    const all = await tx.read<Known & { code: string }>('SELECT id, code, parent_id FROM product_family');
    const byCode = new Map<string, Known>(all.map((family) => [family.code, family]));
    const outcomes: RowOutcome[] = [];
    for (const row of rows) outcomes.push(await this.put(tx, row, byCode));
    return outcomes;
  }

  private async put(tx: Transaction, row: FamilyRow, byCode: Map<string, Known>): Promise<RowOutcome> {
    const parentId = row.parent === undefined ? undefined : byCode.get(row.parent)?.id;
    if (row.parent !== undefined && parentId === undefined) {
      const detail = `There is no product family "${row.parent}" yet.`;
      return { status: 'refused', errors: [{ pointer: '/parent', code: 'PARENT_UNKNOWN', detail }] };
    }
    const lineage = lineageIn([...byCode.values()], parentId ?? null);
    const known = byCode.get(row.code);
    if (known === undefined) {
      const state: ProductFamilyState = {
        id: this.ids.next(),
        code: row.code,
        name: row.name ?? row.code,
        parentId: parentId ?? null,
        requiredCertification: row.requiredCertification ?? null,
      };
      tx.save(productFamilies, ProductFamily.define(state, lineage));
      byCode.set(row.code, { id: state.id, parent_id: state.parentId });
      return { status: 'created', id: state.id };
    }
    const { name, requiredCertification } = row;
    const told = Object.entries({ name, parentId, requiredCertification }).filter(([, value]) => value !== undefined);
    if (told.length === 0) return { status: 'unchanged', id: known.id };
    const family = await tx.load(productFamilies, known.id);
    const before = rowFactsOf(family)?.version;
    family.change(Object.fromEntries(told), lineage);
    const { version } = tx.save(productFamilies, family);
    byCode.set(row.code, { id: known.id, parent_id: family.state.parentId });
    return { status: version === before ? 'unchanged' : 'updated', id: known.id };
  }
}

function lineageIn(all: readonly Known[], parentId: string | null): string[] {
  const lineage: string[] = [];
  for (let above = parentId; above !== null && !lineage.includes(above);) {
    lineage.push(above);
    above = all.find(({ id }) => id === above)?.parent_id ?? null;
  }
  return lineage;
}
