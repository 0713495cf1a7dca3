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
  ALREADY_BLOCKED: { status: 422, title: 'The unit is blocked already', remedy: 'Nothing is left to do.' },
  ALREADY_OWNER: { status: 422, title: 'The unit is this account’s already', remedy: 'Name the new owner.' },
  CHAIN_LINK_UNNAMED: {
    status: 422,
    title: 'A party of the chain of sale is unnamed',
    remedy: 'Give each distributor, stockist, reseller and end customer a name or a partner.',
  },
  CHAIN_OUT_OF_ORDER: {
    status: 422,
    title: 'The chain of sale is out of order',
    remedy: 'Order it vendor, distributor, stockist, reseller, end customer; leave out whoever took no part.',
  },
  CHAIN_PARTNER_TWICE: {
    status: 422,
    title: 'A partner stands in the chain of sale twice',
    remedy: 'Name each partner once.',
  },
  CHAIN_ROLE_NO_PARTNER: {
    status: 422,
    title: 'Vendor and end customer are no partners',
    remedy: 'Name partners as distributor, stockist or reseller.',
  },
  DAY_IN_FUTURE: { status: 422, title: 'The day has not come yet', remedy: 'Report it when it has happened.' },
  DAY_TOO_EARLY: {
    status: 422,
    title: 'The day lies before what came first',
    remedy: 'Correct this day, or the one that it follows.',
  },
  NOT_BLOCKED: { status: 422, title: 'The unit is not blocked', remedy: 'Nothing is left to do.' },
  NOT_THE_SELLER: {
    status: 403,
    title: 'Another partner sold it to the end customer',
    remedy: 'Let that partner or the vendor report it.',
  },
  PARTNER_SUSPENDED: {
    status: 403,
    title: 'The partner is suspended or terminated',
    remedy: 'Ask the channel manager.',
  },
  REPLACEMENT_NOT_FREE: {
    status: 422,
    title: 'The other unit cannot take the place',
    remedy: 'Take a unit that is neither in use, nor somebody else’s, nor a replacement already.',
  },
  REPLACES_ITSELF: { status: 422, title: 'A unit does not replace itself', remedy: 'Name the serial of the new unit.' },
  SERIAL_AMBIGUOUS: {
    status: 422,
    title: 'Several products have this serial',
    remedy: 'Name the sku beside the serial.',
  },
  SERIAL_TAKEN: {
    status: 409,
    title: 'The serial is taken',
    remedy: 'A serial is told once per product: check serial and order line.',
  },
  SERIAL_TWICE: {
    status: 422,
    title: 'A serial stands on two lines',
    remedy: 'Leave it on the line that it was shipped with.',
  },
  TOO_MANY_UNITS: {
    status: 422,
    title: 'Too many units for one document',
    remedy: 'Tell of them in several documents.',
  },
} as const satisfies ErrorCatalog;
