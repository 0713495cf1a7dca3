import type { KafkaMessage } from 'kafkajs';
import { recordOf } from './kafka-record.js';

const message = { offset: '7', timestamp: '1700000000000', attributes: 0, size: 1, value: null, key: null };

it('a message of a stranger has its place for the id and the key that it lacks', () => {
  expect(recordOf(message, 'erp', 2)).toEqual({
    id: 'erp/2/7',
    key: 'erp/2/7',
    headers: {},
    value: null,
    position: 7,
    at: new Date(1700000000000),
  });
});

it('of several values of a header the last counts, and one without a value is not there', () => {
  const headers = { one: [Buffer.from('a'), Buffer.from('b')], none: null, text: 'c' };
  expect(recordOf({ ...message, headers } as unknown as KafkaMessage, 'erp', 2).headers).toEqual({
    one: 'b',
    text: 'c',
  });
});
