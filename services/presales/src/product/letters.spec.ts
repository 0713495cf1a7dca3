import { lettersOf } from './letters.js';

describe('the letters of a name', () => {
  it.each([
    ['GTX Pro', 'gtx-PRO'],
    ['Müller 24', 'muller24'],
    ['КОММУТАТОР 24', 'коммутатор-24'],
    ['ΔΡΟΜΟΛΟΓΗΤΗΣ', 'δρομολογητής'],
    ['交換機 ２４', '交換機24'],
  ])('are the same in "%s" and "%s"', (one, other) => expect(lettersOf(one)).toBe(lettersOf(other)));

  it.each([
    ['Коммутатор 24', 'Маршрутизатор 24'],
    ['交換機', '路由器'],
    ['कि', 'का'],
    ['か', 'が'],
  ])('are others in "%s" and "%s"', (one, other) => expect(lettersOf(one)).not.toBe(lettersOf(other)));

  it('are none where nothing is said', () => expect(lettersOf(' -./ ')).toBe(''));
});
