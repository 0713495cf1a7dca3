import { Controller, Get, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Operation } from '@tributary/http';
import { Clock, dayOf } from '@tributary/kernel';
import { CertificationQueries } from './certification.queries.js';
import { VerificationDto, verificationAnswer } from './verification.dto.js';

const number = { name: 'number', schema: { type: 'string', maxLength: 40 }, example: 'CT-2026-000001' } as const;

/** For whoever was shown a certificate and has no account: whether it counts, and neither person nor company. */
@ApiTags('certifications')
@Controller('v1/certifications')
export class VerificationController {
  constructor(
    private readonly queries: CertificationQueries,
    private readonly clock: Clock,
  ) {}

  @Get('verify/:number')
  @Operation({ summary: 'Verify a certificate by its number', public: true, answer: VerificationDto })
  @ApiParam(number)
  async verify(@Param('number') asked: string): Promise<VerificationDto> {
    return verificationAnswer(await this.queries.byNumber(asked), dayOf(this.clock.now()));
  }
}
