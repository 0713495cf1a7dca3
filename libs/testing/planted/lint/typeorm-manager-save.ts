// breaks: house/no-typeorm-save
import type { EntityManager } from 'typeorm';

export const write = (manager: EntityManager): Promise<unknown> => manager.save('deal', { id: '1' });
