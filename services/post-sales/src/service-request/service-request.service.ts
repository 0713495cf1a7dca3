import { Injectable } from '@nestjs/common';
import {
  BusinessCalendar,
  Clock,
  defaultCalendar,
  Ids,
  NotFound,
  RuleViolation,
  territoriesOf,
  type Actor,
  type BusinessCalendarSpec,
} from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { AssetService } from '../asset/asset.service.js';
import { PartnerService } from '../partner/partner.service.js';
import type { Grade, ServiceLevelTerms } from '../service-level/service-level.js';
import { ServiceLevelService } from '../service-level/service-level.service.js';
import { ServiceRequest, type NewServiceRequest } from './service-request.js';
import { serviceRequests } from './service-request.schema.js';
import type { Assignment, ServiceRequestState } from './service-request-state.js';

export type SavedRequest = Saved<ServiceRequestState>;

export type AskedRequest = Pick<
  NewServiceRequest,
  'kind' | 'title' | 'description' | 'impact' | 'urgency' | 'family' | 'territory' | 'assetId' | 'dealId'
> & { readonly partnerId: string | null };

/** What a verb needs to know besides the request: the working time that its clocks run in and what was promised when it was opened. */
export interface Circumstances {
  readonly now: Date;
  readonly calendar: BusinessCalendar;
  readonly terms: ServiceLevelTerms;
}

const circumstances = `
  SELECT (SELECT t.calendar FROM territory_replica t WHERE t.code = r.territory LIMIT 1) AS calendar, v.terms
    FROM service_request r JOIN service_level_version v ON v.version = r.level_version WHERE r.id = $1`;

@Injectable()
export class ServiceRequestService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly partners: PartnerService,
    private readonly assets: AssetService,
    private readonly levels: ServiceLevelService,
  ) {}

  open(asked: AskedRequest, actor: Actor): Promise<SavedRequest> {
    const partnerId = actor.kind === 'partner' ? (actor.partnerId ?? '') : asked.partnerId;
    if (partnerId === null) throw new RuleViolation('PARTNER_REQUIRED', 'The vendor names the partner that asks.');
    if (asked.partnerId !== null && asked.partnerId !== partnerId) throw new NotFound('partner');
    const now = this.clock.now();
    return this.unitOfWork.run(actor, async (tx) => {
      const [partner, level, unit] = await Promise.all([
        this.partners.known(tx, partnerId),
        this.levels.inForce(tx, now),
        this.assets.mustBeSold(tx, asked.assetId, partnerId),
        this.partners.refuseBarredActor(tx),
        tx.number(serviceRequests),
      ]);
      const territory = territoryFor(asked.territory, partner.territoryCodes, territoriesOf(actor));
      const { tier, territories } = partner;
      const target = this.levels.target(level, asked.impact, asked.urgency, tier);
      const calendar = territories.find(({ code }) => code === territory)?.calendar ?? defaultCalendar;
      const stated = { ...asked, partnerId, territory, tier, family: asked.family ?? unit?.family ?? null };
      const request = { ...stated, id: this.ids.next(), openedBy: actor.subject, levelVersion: level.version };
      return tx.save(serviceRequests, ServiceRequest.open(request, target, now, BusinessCalendar.of(calendar)));
    });
  }

  assign(id: string, assignment: Assignment, actor: Actor): Promise<SavedRequest> {
    return this.work(id, actor, (request, { now }) => request.assign(assignment, now));
  }

  start(id: string, actor: Actor): Promise<SavedRequest> {
    return this.work(id, actor, (request, { now }) => request.start(now));
  }

  wait(id: string, actor: Actor): Promise<SavedRequest> {
    return this.work(id, actor, (request, { now, calendar }) => request.wait(now, calendar));
  }

  resume(id: string, actor: Actor): Promise<SavedRequest> {
    return this.work(id, actor, (request, { now, calendar }) => request.resume(now, calendar));
  }

  prioritize(
    id: string,
    grades: { readonly impact: Grade; readonly urgency: Grade },
    reason: string,
    actor: Actor,
  ): Promise<SavedRequest> {
    return this.work(id, actor, (request, { now, calendar, terms }) => {
      const target = this.levels.target(terms, grades.impact, grades.urgency, request.state.tier);
      request.prioritize(grades, target, reason, now, calendar);
    });
  }

  resolve(id: string, answer: string, actor: Actor): Promise<SavedRequest> {
    return this.work(id, actor, (request, { now, calendar, terms }) => request.resolve(answer, terms, now, calendar));
  }

  close(id: string, rating: { satisfaction: number; note: string | null } | null, actor: Actor): Promise<SavedRequest> {
    return this.work(id, actor, (request) => {
      request.close();
      if (rating !== null) request.rate(rating.satisfaction, rating.note);
    });
  }

  rate(id: string, satisfaction: number, note: string | null, actor: Actor): Promise<SavedRequest> {
    return this.work(id, actor, (request) => request.rate(satisfaction, note));
  }

  reopen(id: string, reason: string, actor: Actor): Promise<SavedRequest> {
    return this.work(id, actor, (request, { now, calendar }) => request.reopen(reason, now, calendar));
  }

  /** For whoever adds to a request in a transaction of its own; nothing is saved if nothing happened to it. */
  async with(
    tx: Transaction,
    id: string,
    verb: (request: ServiceRequest, circumstances: Circumstances) => void,
  ): Promise<SavedRequest> {
    const now = this.clock.now();
    const [request, [known]] = await Promise.all([
      tx.load(serviceRequests, id),
      tx.read<{ calendar: BusinessCalendarSpec | null; terms: ServiceLevelTerms }>(circumstances, [id]),
      this.partners.refuseBarredActor(tx),
    ]);
    const territories = territoriesOf(tx.actor);
    if (known === undefined || (territories !== null && !territories.includes(request.state.territory ?? '')))
      throw new NotFound(serviceRequests.noun);
    const calendar = BusinessCalendar.of(known.calendar ?? defaultCalendar);
    verb(request, { now, calendar, terms: known.terms });
    return tx.save(serviceRequests, request);
  }

  /** Null if somebody else is at it. */
  due(tx: Transaction, id: string): Promise<ServiceRequest | null> {
    return tx.loadDue(serviceRequests, id);
  }

  save(tx: Transaction, request: ServiceRequest): SavedRequest {
    return tx.save(serviceRequests, request);
  }

  /** Warns, tells of breaches and closes what time has made due. */
  keepTime(id: string, actor: Actor): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const request = await tx.loadDue(serviceRequests, id);
      if (request === null) return;
      request.keepTime(this.clock.now());
      tx.save(serviceRequests, request);
    });
  }

  private work(
    id: string,
    actor: Actor,
    verb: (request: ServiceRequest, circumstances: Circumstances) => void,
  ): Promise<SavedRequest> {
    return this.unitOfWork.run(actor, (tx) => this.with(tx, id, verb));
  }
}

/** A channel manager opens requests for partners of its own territories, and only there; it would not see the others. */
function territoryFor(
  asked: string | null,
  ofPartner: readonly string[],
  ofActor: readonly string[] | null,
): string | null {
  const covered = ofActor === null ? ofPartner : ofPartner.filter((code) => ofActor.includes(code));
  if (ofActor !== null && covered.length === 0) throw new NotFound('partner');
  if (asked !== null && !covered.includes(asked))
    throw new RuleViolation('TERRITORY_NOT_COVERED', 'The partner does not cover this territory.');
  return asked ?? covered[0] ?? null;
}
