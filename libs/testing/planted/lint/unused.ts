// breaks: @typescript-eslint/no-unused-vars
import { join, resolve } from 'node:path';

export const at = join('a', 'b');
