import { Flag, ListOf, Text, Whole } from '@tributary/http';
import type { ServiceRequestKind } from '../service-request/service-request-state.js';
import type { ServiceAgent } from './assignment-rule.js';

const kinds: readonly ServiceRequestKind[] = ['technical', 'commercial', 'tooling', 'training', 'logistics', 'other'];

export class NewServiceAgentDto {
  @ListOf(kinds, { max: 6, example: ['technical'], description: 'Empty for all kinds' })
  readonly kinds: ServiceRequestKind[];

  @ListOf('string', { max: 200, maxLength: 64, example: ['GTX'], description: 'Codes of families; empty for all' })
  readonly families: string[];

  @Whole({ min: 0, max: 1000, example: 20, description: 'Open requests at most' })
  readonly capacity: number;

  @Flag({ example: true, description: 'Whether new requests go there' })
  readonly available: boolean;
}

export class ServiceAgentDto extends NewServiceAgentDto {
  @Text({ max: 200, example: 'support-ada' })
  readonly subject: string;
}

export class ServiceAgentLoadDto extends ServiceAgentDto {
  @Whole({ example: 2, description: 'Open requests now' })
  readonly open: number;
}

export class ServiceAgentsDto {
  @ListOf(() => ServiceAgentLoadDto, { max: 10_000 })
  readonly items: readonly ServiceAgentLoadDto[];
}

export function agentFrom(
  subject: string,
  { kinds: taken, families, capacity, available }: NewServiceAgentDto,
): ServiceAgent {
  return { subject, kinds: taken, families, capacity, available };
}
