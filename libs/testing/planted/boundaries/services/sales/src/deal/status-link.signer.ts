// breaks: signer-imports-its-own-technology
import { EntitySchema } from 'typeorm';

export const sql = EntitySchema;
