import { Injectable } from '@nestjs/common';
import { Clock, Ids, NotFound, systemActor, territoriesOf, type Actor } from '@tributary/kernel';
import { fnv1a, UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { emailDomainKey, nameKey, registrationKey } from '../partner/partner.service.js';
import { ApplicationAdmissionService } from './application-admission.service.js';
import { possibleDuplicates, type KnownCompany, type PossibleDuplicate } from './duplicate-check.js';
import {
  PartnerApplication,
  type ApplicationForm,
  type ApplicationKeys,
  type PartnerApplicationState,
} from './partner-application.js';
import { partnerApplications } from './partner-application.schema.js';

export type Form = Omit<ApplicationForm, 'consentAt'>;

const known = `
  SELECT 'partner' AS kind, id, email_domain AS "emailDomain", registration_key AS "registrationNumber", name_key AS name
    FROM partner WHERE email_domain = $1 OR registration_key = $2 OR name_key = $3
  UNION ALL
  SELECT DISTINCT 'partner', partner_id, email_domain, NULL, NULL FROM partner_user WHERE email_domain = $1
  UNION ALL
  SELECT 'application', id, email_domain, registration_key, name_key FROM partner_application
   WHERE status IN ('submitted', 'in_review', 'info_requested') AND (email_domain = $1 OR registration_key = $2 OR name_key = $3)
  LIMIT 50`;

function keysOf(form: Pick<Form, 'contactEmail' | 'registrationNumber' | 'legalName'>): ApplicationKeys {
  return {
    emailDomain: emailDomainKey(form.contactEmail),
    registrationKey: registrationKey(form.registrationNumber),
    nameKey: nameKey(form.legalName),
  };
}

@Injectable()
export class PartnerApplicationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly admission: ApplicationAdmissionService,
  ) {}

  /** From a stranger. The subject keeps the retries of one applicant apart from those of all others, and names nobody. */
  apply(form: Form, isDraft: boolean): Promise<Saved<PartnerApplicationState>> {
    const actor = systemActor(`applicant:${fnv1a(form.contactEmail.toLowerCase()).toString(36)}`);
    return this.unitOfWork.run(actor, async (tx) => {
      const keys = keysOf(form);
      const now = this.clock.now();
      const [, duplicates] = await Promise.all([
        tx.number(partnerApplications),
        isDraft ? [] : this.duplicatesOf(tx, keys),
      ]);
      const application = PartnerApplication.draft(this.ids.next(), { ...form, consentAt: now }, keys);
      if (!isDraft) application.submit(duplicates, now);
      return tx.save(partnerApplications, application);
    });
  }

  revise(id: string, changes: Partial<Form>): Promise<Saved<PartnerApplicationState>> {
    return this.change(applicantOf(id), id, (application) => {
      application.revise(changes, keysOf({ ...application.state, ...changes }));
    });
  }

  submit(id: string): Promise<Saved<PartnerApplicationState>> {
    return this.unitOfWork.run(applicantOf(id), async (tx) => {
      const application = await tx.load(partnerApplications, id);
      const duplicates = await this.duplicatesOf(tx, application.state); // a third flight: the keys are in the aggregate
      application.submit(duplicates, this.clock.now());
      return tx.save(partnerApplications, application);
    });
  }

  giveInformation(id: string, answer: string): Promise<Saved<PartnerApplicationState>> {
    return this.change(applicantOf(id), id, (application) => application.giveInformation(answer));
  }

  withdraw(id: string): Promise<Saved<PartnerApplicationState>> {
    return this.change(applicantOf(id), id, (application) => application.withdraw(this.clock.now()));
  }

  startReview(actor: Actor, id: string, assignedTo: string): Promise<Saved<PartnerApplicationState>> {
    return this.change(actor, id, (application) => application.startReview(assignedTo));
  }

  requestInformation(actor: Actor, id: string, question: string): Promise<Saved<PartnerApplicationState>> {
    return this.change(actor, id, (application) => application.requestInformation(actor.subject, question));
  }

  clearDuplicate(actor: Actor, id: string, reason: string): Promise<Saved<PartnerApplicationState>> {
    return this.change(actor, id, (application) => application.clearDuplicate(actor.subject, reason));
  }

  reject(actor: Actor, id: string, reason: string): Promise<Saved<PartnerApplicationState>> {
    return this.change(actor, id, (application) => application.reject(actor.subject, reason, this.clock.now()));
  }

  /** Makes the partner with everything that it needs to begin, or nothing at all. */
  approve(
    actor: Actor,
    id: string,
    decision: { reason: string | null; overrideReason: string | null },
  ): Promise<Saved<PartnerApplicationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const application = await this.visible(tx, id);
      const verdict = await this.admission.verdictFor(actor, id);
      const { reason, overrideReason } = decision;
      const override = overrideReason === null ? null : { by: actor.subject, reason: overrideReason };
      const terms = { by: actor.subject, at: this.clock.now(), reason, override };
      const admitted = application.approve(this.ids.next(), verdict, terms);
      const saved = tx.save(partnerApplications, application);
      await this.admission.admit(actor, saved, admitted);
      return saved;
    });
  }

  private change(
    actor: Actor,
    id: string,
    verb: (application: PartnerApplication) => void,
  ): Promise<Saved<PartnerApplicationState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const application = await this.visible(tx, id);
      verb(application);
      return tx.save(partnerApplications, application);
    });
  }

  // Companies with a key in common apply one after the other, so that the second finds the first.
  private async duplicatesOf(tx: Transaction, keys: ApplicationKeys): Promise<readonly PossibleDuplicate[]> {
    const { emailDomain, registrationKey: registrationNumber, nameKey: name } = keys;
    const evidence = Object.entries({ emailDomain, registrationNumber, name })
      .filter(([, key]) => key !== null)
      .map(([kind, key]) => `${kind} ${key}`);
    const [, found] = await Promise.all([
      tx.read(
        `SELECT pg_advisory_xact_lock(lock) FROM (SELECT DISTINCT hashtextextended(key, 0) AS lock FROM unnest($1::text[]) AS key ORDER BY 1) AS locks`,
        [evidence],
      ),
      tx.read<KnownCompany>(known, [emailDomain, registrationNumber, name]),
    ]);
    return possibleDuplicates({ emailDomain, registrationNumber, name }, found);
  }

  private async visible(tx: Transaction, id: string): Promise<PartnerApplication> {
    const codes = territoriesOf(tx.actor);
    const [application, [seen]] = await Promise.all([
      tx.load(partnerApplications, id),
      codes === null
        ? [{ inside: true }]
        : tx.read<{ inside: boolean }>(
            'SELECT in_territories($1::text[], territories) AS inside FROM partner_application WHERE id = $2',
            [codes, id],
          ),
    ]);
    if (seen?.inside !== true) throw new NotFound('partner application');
    return application;
  }
}

// Keeps the retries of one applicant apart from those of all others.
const applicantOf = (applicationId: string): Actor => systemActor(`applicant:${applicationId}`);
