// breaks: tests-are-imported-by-tests-only
import { example } from './lead.spec.js';

export const fixture = example;
