import { exportQueryOf, ListOf, ListQuery, OneOf, Representation, Text, Uuid } from '../../src/index.js';

export class WriteNote {
  @Text({ max: 100, example: 'Call back on Monday' })
  readonly text: string;
}

export class NoteDto extends Representation {
  @Text({ max: 100, example: 'Call back on Monday' })
  readonly text: string;

  @OneOf(['open', 'closed'])
  readonly status: string;
}

export class NoteQuery extends ListQuery {
  @OneOf(['open', 'closed'], { optional: true })
  readonly status?: string;

  @ListOf('uuid', { optional: true, max: 3, description: 'Only these' })
  readonly ids?: string[];
}

export class NoteExportQuery extends exportQueryOf(NoteQuery) {}

export class NoteRow {
  @Text({ max: 50, example: 'N-1' })
  readonly externalId: string;

  @Uuid()
  readonly partnerId: string;

  @Text({ max: 500, example: 'Call back on Monday' })
  readonly text: string;
}
