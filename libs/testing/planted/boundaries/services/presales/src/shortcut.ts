// breaks: another-package-is-its-index
import { secret } from '../../../libs/kernel/src/secret.js';

export const borrowed = secret;
