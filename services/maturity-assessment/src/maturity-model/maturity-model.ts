import { Aggregate, InvalidTransition, RuleViolation } from '@tributary/kernel';
import { faultsOf } from './model-check.js';
import type { ModelContent } from './model-content.js';

export type ModelStatus = 'draft' | 'published';

export interface MaturityModelState extends ModelContent {
  readonly id: string;
  readonly status: ModelStatus;
  /** The release that a draft began as a copy of. */
  readonly basedOn: string | null;
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
}

export type MaturityModelEvent =
  | { readonly type: 'MaturityModelShipped'; readonly release: number }
  | { readonly type: 'MaturityModelDrafted'; readonly release: number }
  | { readonly type: 'MaturityModelRevised' }
  | { readonly type: 'MaturityModelPublished'; readonly release: number };

export type ModelRevision = Partial<
  Pick<ModelContent, 'basis' | 'levels' | 'gates' | 'areas' | 'capabilities' | 'initiatives'>
>;

/** What an organization is assessed by: a release is drafted as a copy of another, revised, published, and never changes again. */
export class MaturityModel extends Aggregate<MaturityModelState, MaturityModelEvent> {
  static ship(id: string, content: ModelContent, now: Date): MaturityModel {
    const published = { status: 'published', basedOn: null, publishedBy: 'shipped-content', publishedAt: now } as const;
    const model = new MaturityModel({ id, ...content, ...published });
    model.apply({}, { type: 'MaturityModelShipped', release: content.release });
    return model;
  }

  /** The next release of a model, or the first of a model of its own if it gets another key. */
  static draft(
    id: string,
    basedOn: MaturityModelState,
    { key, release }: { key: string; release: number },
  ): MaturityModel {
    const unpublished = { status: 'draft', basedOn: basedOn.id, publishedBy: null, publishedAt: null } as const;
    const model = new MaturityModel({ ...basedOn, id, key, release, ...unpublished });
    model.apply({}, { type: 'MaturityModelDrafted', release });
    return model;
  }

  /** A draft may be unfit in between; it is looked at when it is published. */
  revise(change: ModelRevision): void {
    this.requireDraft();
    this.apply(change, { type: 'MaturityModelRevised' });
  }

  publish(publishedBy: string, now: Date): void {
    this.requireDraft();
    const errors = faultsOf(this.state).map((detail) => ({ pointer: '', code: 'MODEL_UNFIT', detail }));
    if (errors.length > 0) throw new RuleViolation('MODEL_UNFIT', 'Nobody can be assessed by this model.', { errors });
    this.apply(
      { status: 'published', publishedBy, publishedAt: now },
      { type: 'MaturityModelPublished', release: this.state.release },
    );
  }

  private requireDraft(): void {
    if (this.state.status !== 'draft') throw new InvalidTransition(this.state.status, []);
  }
}

/** The model in the box. */
export abstract class ShippedModel {
  abstract readonly content: ModelContent;
}
