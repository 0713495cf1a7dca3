import { Aggregate } from '@tributary/kernel';
import type { ModelContent } from './model-content.js';

export interface MaturityModelState extends ModelContent {
  readonly id: string;
}

export type MaturityModelEvent = { readonly type: 'MaturityModelShipped'; readonly release: number };

/** What an organization is assessed by. A release never changes: what was assessed by it keeps its result. */
export class MaturityModel extends Aggregate<MaturityModelState, MaturityModelEvent> {
  static ship(id: string, content: ModelContent): MaturityModel {
    const model = new MaturityModel({ id, ...content });
    model.apply({}, { type: 'MaturityModelShipped', release: content.release });
    return model;
  }
}

/** The model in the box. */
export abstract class ShippedModel {
  abstract readonly content: ModelContent;
}
