import { ListOf, Text } from '@tributary/http';
import { EvidenceDto } from '../deal-details/deal-parts.dto.js';

export class StatedProgressDto {
  @Text({ max: 400, example: 'Proof of concept accepted', description: 'What has happened since' })
  readonly progress: string;

  @ListOf(() => EvidenceDto, { min: 1, max: 10, description: 'At least one piece that was not shown yet' })
  readonly evidence: EvidenceDto[];
}
