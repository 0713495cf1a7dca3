import type { ErrorCatalog } from '@tributary/http';

export const errors = {
  CODE_TAKEN: {
    status: 409,
    title: 'The code is taken',
    remedy: 'Choose another code, or change the term that has it.',
  },
  COST_CLASS_TWICE: {
    status: 422,
    title: 'A class of cost is covered twice',
    remedy: 'Name parts, labor and expenses at most once each.',
  },
  LATEST_START_POINTLESS: {
    status: 422,
    title: 'There is nothing to limit',
    remedy: 'Leave `latestStartDays` out, or let the warranty start later than at shipment.',
  },
} as const satisfies ErrorCatalog;
