import { EntitySchema } from 'typeorm';
import { OpportunityDto } from './opportunity.dto.js';
import { schema } from './opportunity.schema.js';

export const list = (): readonly unknown[] => [OpportunityDto, schema, EntitySchema];
