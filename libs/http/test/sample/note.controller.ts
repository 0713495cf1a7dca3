import { Readable } from 'node:stream';
import { Body, Controller, Get, Patch, Post, Query, StreamableFile } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page, type Saved } from '@tributary/persistence';
import {
  AskedFormat,
  CurrentActor,
  EntityId,
  ExportOperation,
  exportOf,
  HistoryOperation,
  HistoryQuery,
  ImportOperation,
  Imports,
  Operation,
  PageOf,
  UploadedFile,
  type ExportFormat,
  type Upload,
} from '../../src/index.js';
import { NoteDto, NoteExportQuery, NoteQuery, NoteRow, WriteNote } from './note.dto.js';
import type { NoteState } from './note.js';
import { notes } from './note.schema.js';
import { NoteService } from './note.service.js';

const readers = ['admin', 'sales'] as const;
const columns = 'n.id, n.text, n.status, n.version, n.created_at as "createdAt", n.updated_at as "updatedAt"';

@Controller('v1/notes')
export class NoteController {
  constructor(
    private readonly service: NoteService,
    private readonly reads: Reads,
    private readonly imports: Imports,
  ) {}

  @Post()
  @Operation({
    summary: 'Write a note',
    roles: readers,
    scope: 'notes:write',
    errors: ['WORD_REFUSED'],
    answer: NoteDto,
    status: 201,
  })
  async write(@CurrentActor() actor: Actor, @Body() { text }: WriteNote): Promise<NoteDto> {
    return shown(await this.service.write(actor, text));
  }

  @Get()
  @Operation({ summary: 'List notes', roles: readers, scope: 'notes:read', answer: PageOf(NoteDto) })
  list(@CurrentActor() actor: Actor, @Query() query: NoteQuery): Promise<Page<NoteDto>> {
    const where = query.status === undefined ? [] : ['n.status = ?'];
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM note n`,
        id: 'n.id',
        sorts: { createdAt: 'n.created_at' },
        branches: [{ where, params: query.status === undefined ? [] : [query.status] }],
        cursorSalt: query.status ?? '',
      },
      query.page(),
    );
  }

  @ExportOperation({ summary: 'Export all notes', roles: readers, scope: 'notes:read', row: NoteRow })
  export(
    @CurrentActor() actor: Actor,
    @Query() query: NoteExportQuery,
    @AskedFormat() format: ExportFormat,
  ): Promise<StreamableFile> {
    return exportOf(format, NoteRow, this.service.rows(actor, query.status ?? null));
  }

  @ImportOperation({
    summary: 'Import notes',
    roles: ['admin'],
    scope: 'notes:write',
    row: NoteRow,
    errors: ['WORD_REFUSED'],
  })
  import(@CurrentActor() actor: Actor, @UploadedFile() upload: Upload): Promise<StreamableFile> {
    return this.imports.run(actor, upload, {
      row: NoteRow,
      aliases: { 'The Text': 'text' },
      apply: (tx, rows) => this.service.importRows(tx, rows),
    });
  }

  @Get(':id')
  @Operation({ summary: 'Read a note', roles: readers, scope: 'notes:read', answer: NoteDto })
  read(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<NoteDto> {
    return this.reads.one<NoteDto>(actor, 'note', `SELECT ${columns} FROM note n WHERE n.id = $1`, [id]);
  }

  @Patch(':id')
  @Operation({ summary: 'Change a note', roles: readers, scope: 'notes:write', answer: NoteDto })
  async change(@CurrentActor() actor: Actor, @EntityId() id: string, @Body() { text }: WriteNote): Promise<NoteDto> {
    return shown(await this.service.change(actor, id, text));
  }

  @Post(':id/close')
  @Operation({
    summary: 'Close a note',
    roles: ['admin'],
    scope: 'notes:close',
    errors: ['INVALID_TRANSITION'],
    answer: NoteDto,
  })
  async close(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<NoteDto> {
    return shown(await this.service.close(actor, id));
  }

  @HistoryOperation({ noun: 'note', roles: readers, scope: 'notes:read' })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    return historyOf(this.reads, actor, notes, id, query.page());
  }
}

@Controller('v1/weather')
export class WeatherController {
  @Get()
  @Operation({ summary: 'Anybody may ask', public: true, answer: WriteNote })
  read(): WriteNote {
    return { text: 'fine' };
  }

  @Get('slow')
  @Operation({ summary: 'Takes a while', public: true, answer: WriteNote })
  async readSlowly(): Promise<WriteNote> {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return { text: 'fine at last' };
  }

  @Get('stream')
  @Operation({ summary: 'Says little at a time', public: true, produces: { 'text/csv': '0' } })
  stream(): StreamableFile {
    async function* lines(): AsyncGenerator<string> {
      for (const line of ['0', '1', '2', '3']) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        yield line;
      }
    }
    return new StreamableFile(Readable.from(lines(), { objectMode: false }));
  }

  @Post('broken')
  @Operation({ summary: 'Fails', public: true })
  fail(): void {
    throw new Error('secret table "note" does not exist');
  }
}

function shown({ id, text, status, version, createdAt, updatedAt }: Saved<NoteState>): NoteDto {
  return { id, text, status, version, createdAt, updatedAt };
}
