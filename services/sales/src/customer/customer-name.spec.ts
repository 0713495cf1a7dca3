import { comparableName } from './customer-name.js';

describe('a company name is compared', () => {
  it.each([
    ['ACME Corp', 'acme'],
    ['Acme, Inc.', 'acme'],
    ['ACME   CORPORATION', 'acme'],
    ['Müller & Söhne GmbH & Co. KG', 'muller and sohne'],
    ['Société Générale S.A.', 'societe generale'],
    ['Ørsted A/S', 'orsted'],
    ['Łódź Systems Sp. z o.o.', 'lodz systems'],
    ['Cemex S.A.B. de C.V.', 'cemex'],
    ['Straße AG', 'strasse'],
    ["O'Reilly Media Ltd", 'oreilly media'],
    ['株式会社 日立', '株式会社 日立'],
  ])('%s as %s', (name, comparable) => {
    expect(comparableName(name)).toBe(comparable);
  });

  it('with a legal form in the middle left alone', () => {
    expect(comparableName('Limited Brands')).toBe('limited brands');
  });

  it('as it stands when it is nothing but a legal form', () => {
    expect(comparableName('The Company Ltd')).toBe('the');
    expect(comparableName('Company Ltd')).toBe('company ltd');
  });

  it('the same after it was made comparable once', () => {
    expect(comparableName(comparableName('Acme & Co. Ltd'))).toBe(comparableName('Acme & Co. Ltd'));
  });
});
