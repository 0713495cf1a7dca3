import {
  Body,
  Controller,
  Get,
  HttpStatus,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiParam } from '@nestjs/swagger';
import {
  AskedFormat,
  CurrentActor,
  EntityId,
  ExportOperation,
  exportOf,
  HistoryEntryDto,
  HistoryOperation,
  HistoryQuery,
  ImportOperation,
  Imports,
  Operation,
  PageOf,
  UploadedFile,
  type ExportFormat,
  type Upload,
} from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type Page } from '@tributary/persistence';
import type { FastifyReply } from 'fastify';
import {
  AccountDto,
  accountOf,
  AccountsExportQuery,
  AccountsQuery,
  ChangedAccountDto,
  NewAccountDto,
  profileFrom,
} from './account.dto.js';
import { AccountImportService } from './account-import.service.js';
import { AccountQueries } from './account.queries.js';
import { accountAliases, AccountRowDto } from './account-row.dto.js';
import { accounts } from './account.schema.js';
import { AccountService } from './account.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'accounts:read' };
const write = { roles: ['admin', 'channel_manager', 'deal_desk', 'support'] as const, scope: 'accounts:write' };
const refusals = ['EXTERNAL_ID_TAKEN', 'PARENT_REQUIRED', 'PARENT_UNKNOWN', 'HIERARCHY_CYCLE'];
const system = { name: 'system', schema: { type: 'string', maxLength: 64 }, example: 'crm' } as const;
const externalId = { name: 'externalId', schema: { type: 'string', maxLength: 200 }, example: 'ACC-1' } as const;

@Controller('v1/accounts')
export class AccountController {
  constructor(
    private readonly accounts: AccountService,
    private readonly importing: AccountImportService,
    private readonly queries: AccountQueries,
    private readonly imports: Imports,
  ) {}

  @Get()
  @Operation({
    ...read,
    summary: 'The accounts',
    description: 'A partner sees those that it has a relation to.',
    answer: PageOf(AccountDto),
  })
  async list(@CurrentActor() actor: Actor, @Query() query: AccountsQuery): Promise<Page<AccountDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map((row) => accountOf(row, actor)) };
  }

  @ExportOperation({ ...read, summary: 'All accounts as a file', row: AccountRowDto })
  export(
    @CurrentActor() actor: Actor,
    @Query() query: AccountsExportQuery,
    @AskedFormat() format: ExportFormat,
  ): Promise<StreamableFile> {
    return exportOf(format, AccountRowDto, this.queries.rows(actor, query));
  }

  @ImportOperation({ ...write, summary: 'Bring accounts in from a file', row: AccountRowDto })
  import(@CurrentActor() actor: Actor, @UploadedFile() upload: Upload): Promise<StreamableFile> {
    const apply = this.importing.apply.bind(this.importing);
    return this.imports.run(actor, upload, { row: AccountRowDto, aliases: accountAliases, apply });
  }

  @Post()
  @Operation({ ...write, summary: 'Add an account', answer: AccountDto, status: 201, errors: refusals })
  async create(@CurrentActor() actor: Actor, @Body() input: NewAccountDto): Promise<AccountDto> {
    return accountOf(await this.accounts.create(actor, profileFrom(input)), actor);
  }

  @Get('external/:system/:externalId')
  @Operation({
    roles: vendorRoles,
    scope: 'accounts:read',
    summary: 'The account that a system knows by this id',
    answer: AccountDto,
  })
  @ApiParam(system)
  @ApiParam(externalId)
  async find(
    @CurrentActor() actor: Actor,
    @Param('system') from: string,
    @Param('externalId') id: string,
  ): Promise<AccountDto> {
    return accountOf(await this.queries.byExternalId(actor, from, id), actor);
  }

  @Put('external/:system/:externalId')
  @Operation({
    ...write,
    summary: 'Create or change the account that a system knows by this id',
    description: 'Fields that are left out stay as they are. 201 if the account is new.',
    answer: AccountDto,
    errors: refusals,
  })
  @ApiCreatedResponse({ type: AccountDto, description: 'The account is new' })
  @ApiParam(system)
  @ApiParam(externalId)
  async upsert(
    @CurrentActor() actor: Actor,
    @Param('system') from: string,
    @Param('externalId') id: string,
    @Body() input: NewAccountDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountDto> {
    const { account, created } = await this.accounts.upsert(actor, from, id, profileFrom(input));
    if (created) void reply.status(HttpStatus.CREATED);
    return accountOf(account, actor);
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One account', answer: AccountDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<AccountDto> {
    return accountOf(await this.queries.one(actor, id), actor);
  }

  @Patch(':id')
  @Operation({ ...write, summary: 'Change an account', answer: AccountDto, errors: refusals })
  async update(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() change: ChangedAccountDto,
  ): Promise<AccountDto> {
    return accountOf(await this.accounts.update(actor, id, profileFrom(change)), actor);
  }

  @HistoryOperation({ noun: 'account', roles: vendorRoles, scope: 'accounts:read' })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, accounts, id, query.page());
  }
}
