import { Injectable } from '@nestjs/common';
import { Clock, NotFound, systemActor } from '@tributary/kernel';
import { Reads } from '@tributary/persistence';

const validDays = 180;
const applicant = systemActor('applicant');

/** Lets an applicant, who has no account, follow its own application and no other: by a token that the database signs with a key it shows to nobody. */
@Injectable()
export class StatusLinkService {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  /** The same one for each repeated request, counted from the day of the application. */
  async tokenFor(applicationId: string, createdAt: Date): Promise<string> {
    const expires = Math.floor(createdAt.getTime() / 1000) + validDays * 86_400;
    const [row] = await this.reads.query<{ signature: string }>(
      applicant,
      'SELECT application_signature($1, $2) AS signature',
      [applicationId, expires],
    );
    return `${expires}.${row?.signature ?? ''}`;
  }

  /** A token that is wrong, foreign or too old finds nothing. */
  async require(applicationId: string, token = ''): Promise<void> {
    const [, expires = '0', signature = ''] = /^(\d{1,12})\.([0-9a-f]{64})$/.exec(token) ?? [];
    const isCurrent = Number(expires) * 1000 >= this.clock.now().getTime();
    const [row] = isCurrent
      ? await this.reads.query<{ genuine: boolean }>(
          applicant,
          'SELECT is_application_signature($1, $2, $3) AS genuine',
          [applicationId, expires, signature],
        )
      : [];
    if (row?.genuine !== true) throw new NotFound('partner application');
  }
}
