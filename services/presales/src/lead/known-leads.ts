import { contactKeys } from './contact-keys.js';
import type { LeadFacts, LeadState } from './lead-state.js';

/** The leads that lines of a file could name or repeat. */
export class KnownLeads {
  readonly #byKey = new Map<string, string>();
  readonly #byExternalId = new Map<string, string>();

  know(lead: Pick<LeadState, 'id' | 'emailKey' | 'personKey' | 'externalSystem' | 'externalId'>): void {
    const { id, emailKey, personKey, externalSystem, externalId } = lead;
    for (const key of [emailKey, personKey]) if (key !== null && !this.#byKey.has(key)) this.#byKey.set(key, id);
    if (externalId !== null) this.#byExternalId.set(JSON.stringify([externalSystem, externalId]), id);
  }

  external({ externalSystem, externalId }: LeadFacts): string | null {
    return this.#byExternalId.get(JSON.stringify([externalSystem, externalId])) ?? null;
  }

  /** An open lead of the same person. */
  like(facts: LeadFacts): string | null {
    const { emailKey, personKey } = contactKeys(facts);
    return this.#byKey.get(emailKey ?? '') ?? this.#byKey.get(personKey ?? '') ?? null;
  }
}
