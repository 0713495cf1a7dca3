// breaks: migrations-import-persistence-only
import { accountKinds } from '../account/account.js';

export const kinds = accountKinds;
