import { Controller, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, ImportOperation, Imports, UploadedFile, type Upload } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { PartnerUserImportService } from './partner-user-import.service.js';
import { PartnerUserRowDto } from './partner-row.dto.js';

@ApiTags('partner-users')
@Controller('v1/partner-users')
export class PartnerUserImportController {
  constructor(
    private readonly importing: PartnerUserImportService,
    private readonly imports: Imports,
  ) {}

  @ImportOperation({
    roles: ['admin'],
    scope: 'partners:write',
    summary: 'Bring over the people of partners; whoever is here already keeps the rights that were given here',
    row: PartnerUserRowDto,
  })
  import(@CurrentActor() actor: Actor, @UploadedFile() upload: Upload): Promise<StreamableFile> {
    const apply = this.importing.apply.bind(this.importing);
    return this.imports.run(actor, upload, { row: PartnerUserRowDto, apply });
  }
}
