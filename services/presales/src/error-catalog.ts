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
  CONSENT_MISSING: {
    status: 422,
    title: "The ground for keeping a person's data is missing",
    remedy: 'Send `consent` with the contact, or leave the contact out.',
  },
  CONTRIBUTED_BY_ANOTHER: {
    status: 422,
    title: 'Another partner brought the lead',
    remedy: 'Offer it to the partner who brought it, or recall it and keep it.',
  },
  DECLINED_BEFORE: { status: 422, title: 'The partner has declined the lead', remedy: 'Choose another partner.' },
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
  HOT_IS_SLOWER: {
    status: 422,
    title: 'Hot leads would be answered later',
    remedy: 'Give hot leads no more hours than others.',
  },
  LEAD_DUPLICATE: {
    status: 409,
    title: 'The lead is known already',
    remedy: 'Go on with `leadId`, or send `onDuplicate: merge`.',
  },
  LEAD_TAKEN: { status: 409, title: 'Another partner was faster', remedy: 'Nothing: the lead has found its owner.' },
  NAMED_ACCOUNT: {
    status: 422,
    title: 'The company is a named account',
    remedy: 'Offer it to the partner of the rule that names it, or change the rule.',
  },
  NAMED_ACCOUNTS_MISSING: {
    status: 422,
    title: 'A pinned partner needs named accounts',
    remedy: 'Send their `domains`.',
  },
  NOTHING_TO_PUBLISH: { status: 422, title: 'No price has been drafted', remedy: 'Draft or import prices first.' },
  NOT_REACHABLE: {
    status: 422,
    title: 'Nobody can be reached',
    remedy: 'Capture it again with an e-mail address or a phone number and `onDuplicate: merge`, or disqualify it.',
  },
  OFFER_EXPIRED: {
    status: 409,
    title: 'The time to answer is over',
    remedy: 'Answer offers before `offerDueAt`; ask the channel manager to offer it again.',
  },
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
  PARTNER_NOT_ACTIVE: { status: 422, title: 'The partner is not active', remedy: 'Choose an active partner.' },
  PARTNER_SUSPENDED: {
    status: 403,
    title: 'The partner is suspended or terminated',
    remedy: 'Settle with the channel manager what led to the suspension.',
  },
  PERIOD_EMPTY: { status: 422, title: 'It ends before it begins', remedy: 'Correct the beginning or the end.' },
  PLACE_TAKEN: {
    status: 409,
    title: 'Another rule stands at this place',
    remedy: 'Choose another place, or move the other rule first.',
  },
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
  RULE_RETIRED: { status: 422, title: 'The rule is retired', remedy: 'Define another rule.' },
  SCORING_CHANGED: {
    status: 409,
    title: 'Somebody else has changed the rules',
    remedy: 'Read the rules in force and change those.',
  },
  SCORING_UNFIT: {
    status: 422,
    title: 'The rules cannot be scored by',
    remedy: '`errors` names the rules and what is wrong with them.',
  },
  SKU_MISSING: { status: 422, title: 'The line has no sku', remedy: 'Add a sku, or a name of which one can be made.' },
  SKU_TAKEN: {
    status: 409,
    title: 'Another product has this sku',
    remedy: 'Change that product, or choose another sku.',
  },
  WEIGHTS_EMPTY: { status: 422, title: 'Every weight is zero', remedy: 'Give at least one weight.' },
} as const satisfies ErrorCatalog;
