// breaks: no-cycles
import { egg } from './egg.js';

export const chicken = (): unknown => egg;
