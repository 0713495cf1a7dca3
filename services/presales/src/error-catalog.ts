import type { ErrorCatalog } from '@tributary/http';

/** The codes of presales, beside those that every service has. */
export const errors = {
  ALREADY_ENDED: { status: 422, title: 'It ends before that day already', remedy: 'Name an earlier last day.' },
  BREAKS_OUT_OF_ORDER: {
    status: 422,
    title: 'The volume breaks are out of order',
    remedy: 'Let the quantity grow and the price fall from break to break.',
  },
  CODE_TAKEN: {
    status: 409,
    title: 'Another one has this code',
    remedy: 'Choose another code, or change the one that has it.',
  },
  EDITION_TOO_LARGE: {
    status: 422,
    title: 'The edition changes too many prices',
    remedy: 'Publish before you draft more, or split the book by territory.',
  },
  EXTERNAL_ID_TAKEN: {
    status: 409,
    title: 'The external id names another one',
    remedy: 'Read `/v1/accounts/external/{system}/{id}` and change that account, or send another id.',
  },
  FAMILY_UNKNOWN: {
    status: 422,
    title: 'There is no such product family',
    remedy: 'Define the family first, or correct its code.',
  },
  HIERARCHY_CYCLE: {
    status: 422,
    title: 'It would stand above itself',
    remedy: 'Choose a parent that does not stand below.',
  },
  NOTHING_TO_PUBLISH: { status: 422, title: 'No price has been drafted', remedy: 'Draft or import prices first.' },
  OUTSIDE_BOOK_PERIOD: {
    status: 422,
    title: 'The price does not fit into the time of its book',
    remedy: 'Keep it within the book.',
  },
  PARENT_REQUIRED: {
    status: 422,
    title: "A customer's customer needs its parent",
    remedy: 'Send `parentAccountId`: the account of the customer.',
  },
  PARENT_UNKNOWN: {
    status: 422,
    title: 'There is no such parent',
    remedy: 'Create the parent first, or correct the id.',
  },
  PERIOD_EMPTY: { status: 422, title: 'It ends before it begins', remedy: 'Correct the beginning or the end.' },
  PRICE_IN_THE_PAST: {
    status: 422,
    title: 'The price would change the past',
    remedy: 'Let it begin now or later; leave `validFrom` out for now.',
  },
  PRICE_OVERLAP: {
    status: 422,
    title: 'Two prices would hold at once',
    remedy: '`errors` names the products; take the drafts back or end them earlier.',
  },
  PRODUCT_UNKNOWN: {
    status: 422,
    title: 'There is no such product',
    remedy: 'Add the product first, or correct the sku.',
  },
  RELATION_EXISTS: {
    status: 409,
    title: 'The relation exists already',
    remedy: 'End the one that holds, or leave it.',
  },
  REPLACED_BY_ITSELF: { status: 422, title: 'A product cannot replace itself', remedy: 'Name another product.' },
  REPLACEMENT_UNKNOWN: { status: 422, title: 'The replacement cannot be sold', remedy: 'Name an active product.' },
  RETURN_BEFORE_ORDER: {
    status: 422,
    title: 'Returns would end before orders',
    remedy: 'Set the last day for returns on or after the last day for orders.',
  },
  SKU_MISSING: { status: 422, title: 'The line has no sku', remedy: 'Add a sku, or a name of which one can be made.' },
  SKU_TAKEN: {
    status: 409,
    title: 'Another product has this sku',
    remedy: 'Change that product, or choose another sku.',
  },
} as const satisfies ErrorCatalog;
