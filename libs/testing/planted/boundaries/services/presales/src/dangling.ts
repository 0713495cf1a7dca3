// breaks: no-unresolved-import
import { gone } from './gone.js';

export const dangling = gone;
