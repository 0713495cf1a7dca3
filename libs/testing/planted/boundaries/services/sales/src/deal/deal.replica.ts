// breaks: slices-meet-through-service-or-module
import { accounts } from '../account/account.queries.js';

export const sql = accounts;
