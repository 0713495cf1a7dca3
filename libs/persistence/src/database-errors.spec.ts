import { Unavailable } from '@tributary/kernel';
import pg from 'pg';
import { translated } from './database-errors.js';

const answered = (code: string): pg.DatabaseError =>
  Object.assign(new pg.DatabaseError('refused', 7, 'error'), { code });

it.each(['08000', '08003', '08006', '53300', '57P01', '58030', '40001', '40P01', '55P03', '57014', '25P03'])(
  '%s passes by itself: the caller is told to try again',
  (code) => {
    expect(translated(answered(code))).toBeInstanceOf(Unavailable);
  },
);

it.each(['08P01', '42601', '42703', '22P02'])('%s is a fault of ours: nobody is told to try again', (code) => {
  const error = answered(code);
  expect(translated(error)).toBe(error);
});
