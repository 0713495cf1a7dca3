// breaks: house/no-typeorm-save
import type { Repository } from 'typeorm';

export const write = (deals: Repository<{ id: string }>): Promise<unknown> => deals.save({ id: '1' });
