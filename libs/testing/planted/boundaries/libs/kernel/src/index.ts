import { Decimal } from 'decimal.js';

export class Money {
  constructor(readonly amount: Decimal) {}
}
