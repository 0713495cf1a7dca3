import { Injectable } from '@nestjs/common';
import { NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, type Page } from '@tributary/persistence';
import type { ServiceCommentsQuery } from './service-comment.dto.js';
import type { ServiceComment } from './service-comment.js';

const select = `SELECT c.id, c.request_id AS "requestId", c.body AS text, c.internal, c.author, c.of_vendor AS "ofVendor", c.created_at AS "createdAt"
  FROM service_comment c`;
const visible = `SELECT r.territory FROM service_request r WHERE r.id = $1 AND ($2::uuid IS NULL OR r.partner_id = $2)`;

@Injectable()
export class ServiceCommentQueries {
  constructor(private readonly reads: Reads) {}

  async page(actor: Actor, requestId: string, query: ServiceCommentsQuery): Promise<Page<ServiceComment>> {
    const partner = actor.kind === 'partner' ? (actor.partnerId ?? '') : null;
    const { territory } = await this.reads.one<{ territory: string | null }>(actor, 'service request', visible, [
      requestId,
      partner,
    ]);
    const territories = territoriesOf(actor);
    if (territories !== null && !territories.includes(territory ?? '')) throw new NotFound('service request');
    const own = partner === null ? [] : ['c.partner_id = ?', 'NOT c.internal'];
    return this.reads.page<ServiceComment>(
      actor,
      {
        select,
        id: 'c.id',
        sorts: { createdAt: 'c.created_at' },
        sort: 'createdAt',
        branches: [
          { where: ['c.request_id = ?', ...own], params: [requestId, ...(partner === null ? [] : [partner])] },
        ],
        cursorSalt: requestId,
      },
      query.page(),
    );
  }
}
