import { Injectable } from '@nestjs/common';
import { Clock, Forbidden, Ids, RuleViolation, type Actor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import { ServiceRequestService } from '../service-request/service-request.service.js';
import type { ServiceComment } from './service-comment.js';

const insert = `
  INSERT INTO service_comment(id, request_id, partner_id, internal, author, of_vendor, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** What is said about a request. What the vendor says among its own leaves no trace that a partner could see: not even a version. */
@Injectable()
export class ServiceCommentService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly requests: ServiceRequestService,
  ) {}

  add(requestId: string, text: string, internal: boolean, actor: Actor): Promise<ServiceComment> {
    const ofVendor = actor.kind !== 'partner';
    if (internal && !ofVendor) throw new Forbidden('INTERNAL_COMMENT', 'Internal comments are the vendor’s.');
    return this.unitOfWork.run(actor, async (tx) => {
      const { partnerId } = await this.requests.with(tx, requestId, (request, { now, calendar }) => {
        const { status } = request.state;
        if (status === 'closed') throw new RuleViolation('REQUEST_CLOSED', 'It is closed: reopen it first.');
        if (internal) return;
        if (ofVendor) request.respond(now, calendar);
        else if (status === 'waiting_on_partner') request.resume(now, calendar);
      });
      const comment = { id: this.ids.next(), requestId, text, internal, author: actor.subject, ofVendor };
      const createdAt = this.clock.now();
      tx.execute(insert, [comment.id, requestId, partnerId, internal, actor.subject, ofVendor, text, createdAt]);
      return { ...comment, createdAt };
    });
  }
}
