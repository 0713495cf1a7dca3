import { Injectable } from '@nestjs/common';
import { Ids, type Actor } from '@tributary/kernel';
import { rowFactsOf, UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { HeldTermService } from './held-term.service.js';
import { WarrantyTerm, type Terms, type WarrantyTermState } from './warranty-term.js';
import { warrantyTerms } from './warranty-term.schema.js';

@Injectable()
export class WarrantyTermService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly held: HeldTermService,
  ) {}

  define(actor: Actor, term: Terms & { readonly code: string }): Promise<Saved<WarrantyTermState>> {
    return this.unitOfWork.run(actor, (tx) =>
      Promise.resolve(this.save(tx, WarrantyTerm.define({ ...term, id: this.ids.next() }))),
    );
  }

  change(actor: Actor, id: string, terms: Partial<Terms>): Promise<Saved<WarrantyTermState>> {
    return this.work(actor, id, (term) => term.change(terms));
  }

  withdraw(actor: Actor, id: string, reason: string): Promise<Saved<WarrantyTermState>> {
    return this.work(actor, id, (term) => term.withdraw(reason));
  }

  private work(actor: Actor, id: string, verb: (term: WarrantyTerm) => void): Promise<Saved<WarrantyTermState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const term = await tx.load(warrantyTerms, id);
      const before = rowFactsOf(term)?.version;
      verb(term);
      return this.save(tx, term, before);
    });
  }

  private save(tx: Transaction, term: WarrantyTerm, before?: number): Saved<WarrantyTermState> {
    const saved = tx.save(warrantyTerms, term);
    if (saved.version !== before) this.held.keep(tx, saved);
    return saved;
  }
}
