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
  ])('%s as %s', (name, comparable) => {
    expect(comparableName(name)).toBe(comparable);
  });

  it.each([
    ['株式会社日立製作所', '日立製作所'],
    ['株式会社 日立製作所', '日立製作所'],
    ['华为技术有限公司', '华为技术'],
    ['ООО Газпром', 'ГАЗПРОМ'],
    ['주식회사 한국전력', '한국전력'],
  ])('%s as %s', (name, same) => {
    expect(comparableName(name)).toBe(comparableName(same));
  });

  it.each(['東京電力', 'Газпром нефть', 'Ελλάδα', '한국전력'])('in letters that every server compares: %s', (name) => {
    expect(comparableName(name)).toMatch(/^[a-z0-9 ]+$/);
    expect(comparableName(comparableName(name))).toBe(comparableName(name));
  });

  it('apart from another of the same script', () => {
    const trigrams = (name: string) => new Set([...name].map((_, at) => name.slice(at, at + 3)));
    const [one, other] = [trigrams(comparableName('東京電力')), trigrams(comparableName('三菱重工'))];
    expect([...one].filter((trigram) => other.has(trigram) && trigram.length === 3)).toEqual([]);
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
