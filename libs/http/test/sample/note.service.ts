import { Injectable } from '@nestjs/common';
import { Ids, type Actor } from '@tributary/kernel';
import { Reads, UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import type { RowOutcome } from '../../src/index.js';
import { Note, type NoteState } from './note.js';
import { notes } from './note.schema.js';
import type { NoteRow } from './note.dto.js';

@Injectable()
export class NoteService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reads: Reads,
    private readonly ids: Ids,
  ) {}

  write(actor: Actor, text: string): Promise<Saved<NoteState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const note = Note.write({
        id: this.ids.next(),
        partnerId: actor.partnerId ?? this.ids.next(),
        externalId: null,
        text,
      });
      await tx.read('select 1');
      return tx.save(notes, note);
    });
  }

  change(actor: Actor, id: string, text: string): Promise<Saved<NoteState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const note = await tx.load(notes, id);
      note.change(text);
      return tx.save(notes, note);
    });
  }

  close(actor: Actor, id: string): Promise<Saved<NoteState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const note = await tx.load(notes, id);
      note.close();
      return tx.save(notes, note);
    });
  }

  async importRows(tx: Transaction, rows: readonly NoteRow[]): Promise<RowOutcome[]> {
    const known = await tx.read<{ id: string; external_id: string; text: string }>(
      'select id, external_id, text from note where external_id = any($1)',
      [rows.map(({ externalId }) => externalId)],
    );
    const byExternalId = new Map(known.map((row) => [row.external_id, row]));
    const outcomes: RowOutcome[] = [];
    for (const row of rows) {
      const there = byExternalId.get(row.externalId);
      if (there?.text === row.text) outcomes.push({ status: 'unchanged', id: there.id });
      else if (there === undefined) {
        const note = Note.write({
          id: this.ids.next(),
          partnerId: row.partnerId,
          externalId: row.externalId,
          text: row.text,
        });
        outcomes.push({ status: 'created', id: tx.save(notes, note).id });
      } else {
        const note = await tx.load(notes, there.id);
        note.change(row.text);
        outcomes.push({ status: 'updated', id: tx.save(notes, note).id });
      }
    }
    return outcomes;
  }

  rows(actor: Actor, status: string | null): AsyncIterable<NoteRow> {
    return this.reads.stream<NoteRow>(
      actor,
      'select external_id as "externalId", partner_id as "partnerId", text from note where $1::text is null or status = $1 order by external_id',
      [status],
    );
  }
}
