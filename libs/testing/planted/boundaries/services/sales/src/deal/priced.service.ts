// breaks: service-imports-its-own-technology
import { AccountDto } from '../account/account.dto.js';

export const shown = new AccountDto();
