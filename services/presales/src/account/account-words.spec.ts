import { readCountry } from './country-name.js';
import { readIndustry } from './industry.js';
import { nearestWord } from './nearest-word.js';

describe('a slip of the pen', () => {
  it.each(['technolgy', 'techhnology', 'technilogy', 'tehcnology', 'echnology', 'technologyy'])(
    '"%s" means technology',
    (written) => {
      expect(nearestWord(written, ['technology', 'media'])).toBe('technology');
    },
  );

  it.each(['techology2x', 'tec', 'biology', ''])('"%s" is not understood', (written) => {
    expect(nearestWord(written, ['technology', 'media'])).toBeNull();
  });

  it('is not mended if two words are as near', () => {
    expect(nearestWord('marine', ['marina', 'marines'])).toBeNull();
  });
});

describe('a country', () => {
  it.each([
    ['United States', 'US', null],
    ['de', 'DE', null],
    ['Côte d’Ivoire', 'CI', null],
    ['Philipines', 'PH', 'Philippines'],
    ['Korea', 'KR', 'South Korea'],
    ['Turkey', 'TR', 'Türkiye'],
  ])('"%s" is %s', (written, code, mendedTo) => {
    expect(readCountry(written)).toEqual({ code, mendedTo });
  });

  it.each(['Atlantis', 'ZZ', 'EU', 'SU', 'DD', ''])('"%s" is none', (written) => {
    expect(readCountry(written)).toBeNull();
  });
});

describe('an industry', () => {
  it('is mended where one slip parts it from a known one', () => {
    expect(readIndustry('technolgy')).toEqual({ industry: 'technology', mended: true });
    expect(readIndustry(' Retail ')).toEqual({ industry: 'retail', mended: false });
  });

  it('is kept where nobody knows it', () => {
    expect(readIndustry('Basket weaving')).toEqual({ industry: 'basket weaving', mended: false });
  });
});
