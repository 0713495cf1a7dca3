// breaks: other-slices-domain-is-known-as-types-only
import { accountKinds } from '../account/account.js';

export const kinds = accountKinds;
