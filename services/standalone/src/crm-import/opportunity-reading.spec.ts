import { KnownNames } from './mending.js';
import { readOpportunity, stages, type PipelineCells } from './opportunity-reading.js';

const around = {
  agents: new KnownNames(['Moses Frase']),
  products: new KnownNames(['GTX Pro']),
  accounts: new KnownNames(['Cancity']),
  stages: new KnownNames(Object.keys(stages)),
  currency: 'USD',
};
const won: PipelineCells = {
  opportunity_id: 'A1',
  sales_agent: 'Moses Frase',
  product: 'GTX Pro',
  account: 'Cancity',
  deal_stage: 'Won',
  engage_date: '20-10-16',
  close_date: '01-03-17',
  close_value: '4821',
  engage_quarter: 'Q4 2016',
  close_quarter: 'Q1 2017',
};
const read = (change: Partial<PipelineCells> = {}) => readOpportunity({ ...won, ...change }, around);

it('a clean line is read as it stands', () => {
  const reading = read();
  expect(reading).toMatchObject({ quarter: 'Q1 2017', openedOn: '2016-10-20', closedOn: '2017-03-01', mended: [] });
  expect(reading).toHaveProperty('value.amount', '4821.00');
});

it.each<[string, Partial<PipelineCells>, object]>([
  ['a product without its blank', { product: 'GTXPro' }, { field: 'product', from: 'GTXPro', to: 'GTX Pro' }],
  ['a stage in small letters', { deal_stage: 'won' }, { field: 'deal_stage', to: 'Won' }],
  ['a day of another form', { close_date: '2017-03-01' }, { field: 'close_date', to: '2017-03-01' }],
  ['a quarter that is not that of the day', { close_quarter: 'Q2 2017' }, { field: 'close_quarter', to: 'Q1 2017' }],
  ['an amount with a separator', { close_value: '4,821' }, { field: 'close_value', to: '4821.00 USD' }],
  ['no account', { account: '' }, { field: 'account', to: 'Customer not named' }],
  ['an account that nobody knows', { account: 'Forgotten Ltd' }, { field: 'account', to: 'Forgotten Ltd' }],
])('is mended, and says so: %s', (_, change, mended) => expect(read(change)).toMatchObject({ mended: [mended] }));

it('what is open has no value that anybody made up', () => {
  const reading = read({ deal_stage: 'Engaging', close_date: '', close_value: '', close_quarter: '' });
  expect(reading).toMatchObject({ closedOn: null, quarter: null, mended: [{ field: 'close_value', to: '0.00 USD' }] });
});

it.each<[string, Partial<PipelineCells>]>([
  ['ID_MISSING', { opportunity_id: '' }],
  ['SALES_AGENT_UNKNOWN', { sales_agent: 'Nobody' }],
  ['PRODUCT_UNKNOWN', { product: 'GTX' }],
  ['DEAL_STAGE_UNKNOWN', { deal_stage: '' }],
  ['NOT_A_DATE', { close_date: '31-02-17' }],
  ['CLOSE_DATE_MISSING', { close_date: '' }],
  ['CLOSED_BEFORE_ENGAGED', { engage_date: '02-03-17', engage_quarter: 'Q1 2017' }],
  ['NOT_CLOSED', { deal_stage: 'Engaging' }],
  ['NOT_AN_AMOUNT', { close_value: 'a lot' }],
  ['WON_VALUE_MISSING', { close_value: '' }],
])('is refused with %s', (code, change) => expect(read(change)).toMatchObject({ code }));
