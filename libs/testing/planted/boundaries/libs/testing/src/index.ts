import { text } from '@tributary/http';

export const rig = text;
