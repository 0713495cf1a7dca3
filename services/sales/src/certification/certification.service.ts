import { Injectable } from '@nestjs/common';
import type { CertificationV1, ProductFamilyV1 } from '@tributary/contracts';
import { systemActor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import type { Requirement } from './certification.js';

interface NamedLine {
  readonly sku: string | null;
  readonly family: string | null;
}

// What any program asks for is looked up, as the program is read in the same flight; where none asks, nothing is.
const required = `
  SELECT r.family, r.certification,
         ARRAY(SELECT to_char(c.valid_until, 'YYYY-MM-DD') FROM certification_replica c
                WHERE c.partner_id = $1 AND c.code = r.certification AND c.status IN ('active', 'expiring')) AS ends
    FROM (SELECT f.code AS family, f.required_certification AS certification FROM product_family_replica f
           WHERE f.required_certification IS NOT NULL
             AND (f.code = ANY ($2::text[]) OR f.code IN (SELECT p.family FROM product_replica p WHERE p.sku = ANY ($3::text[])))
          UNION SELECT NULL, jsonb_array_elements_text(v.terms -> 'certifications') FROM deal_program_version v
           WHERE v.terms -> 'certifications' <> '[]') r
   ORDER BY r.family, r.certification`;

const keepCertification = `
  INSERT INTO certification_replica AS known (id, sequence, partner_id, code, status, valid_until) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, partner_id = excluded.partner_id, code = excluded.code,
    status = excluded.status, valid_until = excluded.valid_until
  WHERE known.sequence < excluded.sequence`;

const keepFamily = `
  INSERT INTO product_family_replica AS known (id, sequence, code, required_certification) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, code = excluded.code, required_certification = excluded.required_certification
  WHERE known.sequence < excluded.sequence`;

/** What sales knows of what people of partners have proved, and for which families that is asked for. */
@Injectable()
export class CertificationService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  requiredFor(tx: Transaction, partnerId: string, lines: readonly NamedLine[]): Promise<Requirement[]> {
    const families = lines.flatMap(({ sku, family }) => (sku === null && family !== null ? [family] : []));
    const skus = lines.flatMap(({ sku }) => (sku === null ? [] : [sku]));
    return tx.read<Requirement>(required, [partnerId, families, skus]);
  }

  keep({ id, partnerId, definition, status, validUntil }: CertificationV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      tx.execute(keepCertification, [id, sequence, partnerId, definition.code, status, validUntil]);
    });
  }

  keepFamily({ id, code, requiredCertification }: ProductFamilyV1, sequence: string): Promise<void> {
    return this.unitOfWork.run(systemActor('sales'), async (tx) => {
      tx.execute(keepFamily, [id, sequence, code, requiredCertification]);
    });
  }
}
