// breaks: source-not-dist
import { built } from '../dist/built.js';

export const stale = built;
