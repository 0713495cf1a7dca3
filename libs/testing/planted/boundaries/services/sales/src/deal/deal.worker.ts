// breaks: worker-imports-its-own-technology
import { text } from '@tributary/http';

export const answer = text;
