import { Aggregate, InvalidTransition, RuleViolation } from '@tributary/kernel';

export interface NoteState {
  readonly id: string;
  readonly partnerId: string;
  readonly externalId: string | null;
  readonly text: string;
  readonly status: 'open' | 'closed';
}

type NoteFact = { readonly type: 'NoteWritten' } | { readonly type: 'NoteChanged' } | { readonly type: 'NoteClosed' };

/** An aggregate that exists only for the tests of the HTTP side. */
export class Note extends Aggregate<NoteState, NoteFact> {
  static write(note: Pick<NoteState, 'id' | 'partnerId' | 'externalId' | 'text'>): Note {
    if (note.text.includes('forbidden')) throw new RuleViolation('WORD_REFUSED', 'This word is not written here.');
    const written = new Note({ ...note, status: 'open' });
    written.apply({}, { type: 'NoteWritten' });
    return written;
  }

  change(text: string): void {
    this.apply({ text }, { type: 'NoteChanged' });
  }

  close(): void {
    if (this.state.status === 'closed') throw new InvalidTransition('closed', []);
    this.apply({ status: 'closed' }, { type: 'NoteClosed' });
  }
}
