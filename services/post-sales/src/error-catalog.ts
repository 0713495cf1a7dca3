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
  ALREADY_ASSIGNED: {
    status: 422,
    title: 'That person has it already',
    remedy: 'Name somebody else.',
  },
  ALREADY_RATED: {
    status: 422,
    title: 'The request has been rated',
    remedy: 'A request is rated once.',
  },
  INTERNAL_COMMENT: {
    status: 403,
    title: 'Internal comments are for the vendor',
    remedy: 'Leave `internal` out.',
  },
  LEVEL_CHANGED: {
    status: 409,
    title: 'Somebody else added a version',
    remedy: 'Read the versions again and repeat the call.',
  },
  LEVEL_NOT_RETROACTIVE: {
    status: 422,
    title: 'Promises do not change the past',
    remedy: 'Choose a later `effectiveFrom`, after every other version.',
  },
  PARTNER_REQUIRED: {
    status: 422,
    title: 'The partner is missing',
    remedy: 'Name the partner for whom you open the request.',
  },
  RATED_BY_PARTNER: {
    status: 403,
    title: 'Only the partner rates',
    remedy: 'Leave `satisfaction` out.',
  },
  REOPEN_TOO_LATE: {
    status: 422,
    title: 'It was resolved too long ago',
    remedy: 'Open a new request and name this one in it.',
  },
  REQUEST_CLOSED: {
    status: 422,
    title: 'The request is closed',
    remedy: 'Reopen it first, while that is possible.',
  },
  RESPONSE_AFTER_RESOLUTION: {
    status: 422,
    title: 'The response is due after the resolution',
    remedy: 'Make the first response due no later than the resolution.',
  },
  TARGET_MISSING: {
    status: 422,
    title: 'A priority has no target',
    remedy: 'Give each priority a target whose `tier` is null.',
  },
  TARGET_TWICE: {
    status: 422,
    title: 'A priority and tier have two targets',
    remedy: 'Name each pair once.',
  },
  TERRITORY_NOT_COVERED: {
    status: 422,
    title: 'The partner does not cover the territory',
    remedy: 'Name one of its territories, or none.',
  },
} as const satisfies ErrorCatalog;
