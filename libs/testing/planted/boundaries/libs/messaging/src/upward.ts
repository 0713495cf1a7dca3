// breaks: messaging-stands-on-lower-libs-only
import { text } from '@tributary/http';

export const upward = text;
