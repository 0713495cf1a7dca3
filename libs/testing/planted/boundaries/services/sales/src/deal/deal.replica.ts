// breaks: slices-meet-through-service-or-module
import { accountKinds } from '../account/account.js';

export const kinds = accountKinds;
