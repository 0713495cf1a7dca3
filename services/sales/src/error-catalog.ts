import type { ErrorCatalog } from '@tributary/http';

/** Every code that sales answers with, beside those of the platform. */
export const errors = {
  PARTNER_SUSPENDED: {
    status: 403,
    title: 'The partner is suspended or terminated',
    remedy: 'Settle with the channel manager what led to the suspension.',
  },
  AGREEMENT_UNSIGNED: {
    status: 403,
    title: 'A needed agreement is not signed',
    remedy: 'Sign one of the named agreements and repeat the call.',
  },
  PARTNER_NOT_ACTIVE: {
    status: 403,
    title: 'The partner is not active yet',
    remedy: 'Finish the mandatory onboarding tasks and repeat the call.',
  },
  CERTIFICATION_MISSING: {
    status: 403,
    title: 'A product family asks for a certification that nobody holds',
    remedy: 'Have somebody of the partner earn or renew the named certification, or take the line out.',
  },
  NOT_YOUR_PARTNER: {
    status: 403,
    title: 'This is another partner',
    remedy: 'Leave `partnerId` out: your own partner is meant.',
  },
  NOT_YOUR_DEAL: {
    status: 403,
    title: 'It is the deal of a reseller',
    remedy: 'A distributor reads it; ask the reseller or the channel manager to change it.',
  },
  NOT_YOUR_TERRITORY: {
    status: 403,
    title: 'It belongs to another territory',
    remedy: 'Ask the channel manager of that territory, or the deal desk.',
  },
  CROSS_TERRITORY_DECISION: {
    status: 403,
    title: 'The decision touches another territory',
    remedy: 'Let the deal desk or an administrator decide.',
  },
  OWN_REGISTRATION: {
    status: 403,
    title: 'You registered, revised or submitted it',
    remedy: 'Let somebody else decide on it.',
  },
  SECOND_PERSON_NEEDED: {
    status: 403,
    title: 'A second person is needed',
    remedy: 'Let somebody else confirm what you have asked for or claimed.',
  },
  VENDOR_ONLY: {
    status: 403,
    title: 'Only the vendor does this',
    remedy: 'Register a deal, or ask the channel manager.',
  },
  DUPLICATE: {
    status: 409,
    title: 'You have registered this already',
    remedy: 'Go on with the registration that `existingId` names; another project of the customer needs a `project`.',
  },
  PROTECTED: { status: 409, title: 'Somebody else was protected at the same instant', remedy: 'Repeat the call.' },
  CUSTOMER_HELD: {
    status: 409,
    title: 'Somebody else has a claim to the customer',
    remedy: 'Register the deal anew: the conflict is decided by a person.',
  },
  ALREADY_APPEALED: {
    status: 409,
    title: 'The rejection was appealed already',
    remedy: 'Read the appeal that `appealId` of the deal names.',
  },
  NOT_REVISABLE: {
    status: 409,
    title: 'It is neither a draft nor returned',
    remedy: 'Ask the channel manager to return it, or withdraw it and register again.',
  },
  NOT_A_DRAFT: { status: 409, title: 'It was submitted already', remedy: 'Withdraw it instead.' },
  NOT_HELD: { status: 409, title: 'No conflict holds it', remedy: 'Approve, return or reject it instead.' },
  PROGRAM_CHANGED: {
    status: 409,
    title: 'The program has got another version just now',
    remedy: 'Read its versions again.',
  },
  PIPELINE_CODE_TAKEN: { status: 409, title: 'The code belongs to another pipeline', remedy: 'Choose another code.' },
  PARTNER_MISSING: {
    status: 422,
    title: 'The partner is not named',
    remedy: 'Say in `partnerId` for which partner the deal is.',
  },
  UNKNOWN_DISTRIBUTOR: {
    status: 422,
    title: 'The distributor is not known',
    remedy: 'Name an active distributor, or none.',
  },
  PRODUCT_RETIRED: { status: 422, title: 'A product is not sold any more', remedy: 'Use its replacement.' },
  NO_LINES: { status: 422, title: 'A deal has lines', remedy: 'Add at least one line.' },
  MIXED_CURRENCIES: {
    status: 422,
    title: 'The lines are in several currencies',
    remedy: 'Bring all lines into one currency.',
  },
  CURRENCY_MISMATCH: {
    status: 422,
    title: 'The amount is in another currency than the deal',
    remedy: "State it in the deal's currency.",
  },
  NO_VALUE: { status: 422, title: 'It is worth nothing', remedy: 'State a quantity and a value above zero.' },
  PARTNER_TYPE_NOT_ELIGIBLE: {
    status: 422,
    title: 'The program is for other types of partner',
    remedy: 'Choose another program.',
  },
  TIER_NOT_ELIGIBLE: { status: 422, title: 'The program is for other tiers', remedy: 'Choose another program.' },
  OPEN_LIMIT: { status: 422, title: 'Too many registrations are open', remedy: 'Close or withdraw others first.' },
  COUNTRY_NOT_ELIGIBLE: {
    status: 422,
    title: 'The program does not cover the country',
    remedy: 'Choose another program.',
  },
  FAMILY_NOT_ELIGIBLE: {
    status: 422,
    title: 'The program does not cover a product family',
    remedy: 'Take the line out, or choose another program.',
  },
  BELOW_MINIMUM_VALUE: {
    status: 422,
    title: 'The value is too small',
    remedy: 'Register only deals above the minimum of the program.',
  },
  LEAD_TIME_TOO_SHORT: {
    status: 422,
    title: 'The deal closes too soon',
    remedy: 'Register earlier; check `expectedCloseOn`.',
  },
  DISTRIBUTOR_REQUIRED: {
    status: 422,
    title: 'A distributor is missing',
    remedy: 'Name the distributor in `distributorId`.',
  },
  RESUBMISSION_LIMIT: {
    status: 422,
    title: 'It was submitted again too often',
    remedy: 'Talk to the channel manager.',
  },
  APPEAL_WINDOW_CLOSED: {
    status: 422,
    title: 'It was rejected too long ago',
    remedy: 'Register the deal anew if there is something new to it.',
  },
  EXTENSION_LIMIT: {
    status: 422,
    title: 'It was extended as often as the program allows',
    remedy: 'Close the deal before its protection ends, or register it anew after.',
  },
  NO_PROGRESS: {
    status: 422,
    title: 'Nothing new is shown',
    remedy: 'Add evidence of what has happened since the registration.',
  },
  GRACE_OVER: {
    status: 422,
    title: 'It expired too long ago',
    remedy: 'Register the deal anew.',
  },
  BUSINESS_OVER: {
    status: 422,
    title: 'Its opportunity is closed',
    remedy: 'Register the deal anew if the customer buys after all.',
  },
  CONFLICT_UNRESOLVED: {
    status: 422,
    title: 'Another claim to the customer stands',
    remedy: 'Award the customer, protect both, or reject.',
  },
  RIVAL_PROTECTED: {
    status: 422,
    title: 'Another registration or lead is protected',
    remedy: 'Revoke that one or recall the lead first, or protect both.',
  },
  NO_RIVAL: { status: 422, title: 'There is no other registration', remedy: 'Approve or award instead.' },
  REVOCATION_REQUESTED: {
    status: 422,
    title: 'The revocation was asked for already',
    remedy: 'Let a second person confirm it.',
  },
  REVOCATION_NOT_REQUESTED: {
    status: 422,
    title: 'Nobody has asked for a revocation',
    remedy: 'Ask for it first, with its cause.',
  },
  PROGRAM_NOT_RETROACTIVE: {
    status: 422,
    title: 'The past is not rewritten',
    remedy: 'Let the version take effect now or later.',
  },
  PROGRAM_VERSION_ORDER: {
    status: 422,
    title: 'A later version exists',
    remedy: 'Let the version take effect after the last one.',
  },
  NOT_AN_AMOUNT: {
    status: 422,
    title: 'An amount does not fit its currency',
    remedy: 'Use the decimals of the currency.',
  },
  UNKNOWN_STAGE: {
    status: 422,
    title: 'The pipeline has no such stage',
    remedy: 'See the pipeline for its open stages; use `win` or `lose` to close.',
  },
  ALREADY_IN_STAGE: { status: 422, title: 'It is in this stage already', remedy: 'Choose another stage.' },
  EXIT_CRITERIA_UNMET: { status: 422, title: 'Something is missing to move on', remedy: 'Add what `errors` names.' },
  WIN_NEEDS_LINES: { status: 422, title: 'A win has an amount and lines', remedy: 'Add lines and a value first.' },
  LOSS_NEEDS_REASON: { status: 422, title: 'A loss has a reason', remedy: 'Say why it was lost.' },
  SPLITS_DO_NOT_ADD_UP: {
    status: 422,
    title: 'The splits do not sum to 100',
    remedy: 'Correct the splits of the parties.',
  },
  HISTORY_CONTRADICTS_ITSELF: {
    status: 422,
    title: 'What was brought over contradicts itself',
    remedy: 'Correct the days or the stage that `errors` names in the source.',
  },
  MADE_HERE: {
    status: 409,
    title: 'It came to be here',
    remedy: 'Change it here; what another system says of it is not brought over.',
  },
  PURSUED_HERE: {
    status: 409,
    title: 'It was worked on here since it was brought over',
    remedy: 'Change it here; the other system does not overwrite it.',
  },
  PIPELINE_INCOMPLETE: {
    status: 422,
    title: 'A pipeline needs a beginning and its ends',
    remedy: 'Begin with an open stage; have one stage for won and one for lost.',
  },
  PIPELINE_STAGE_TWICE: { status: 422, title: 'A stage stands twice', remedy: 'Give each stage a code of its own.' },
  CHECK_QUOTA: {
    status: 429,
    title: 'Too many checks',
    remedy: 'Register the deal, or repeat the check after `Retry-After` seconds.',
  },
} as const satisfies ErrorCatalog;
