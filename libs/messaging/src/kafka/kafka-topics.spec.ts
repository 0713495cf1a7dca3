import { KafkaJSProtocolError, type Admin } from 'kafkajs';
import type { KafkaAdmin } from './kafka-admin.js';
import { KafkaTopics } from './kafka-topics.js';

function topicsWhoseLeaderAnswers(...answers: readonly string[]) {
  const left = [...answers];
  const admin: Partial<Admin> = {
    listTopics: () => Promise.resolve(['t']),
    fetchTopicMetadata: () => Promise.resolve({ topics: [{ name: 't', partitions: [{ partitionId: 0 }] }] } as never),
    fetchTopicOffsets: () => {
      const type = left.shift();
      if (type === undefined) return Promise.resolve([{ partition: 0, offset: '7', low: '2', high: '7' }]);
      const answer = Object.assign(new Error(type), { type, code: 6, retriable: true });
      return Promise.reject(new KafkaJSProtocolError(answer));
    },
  };
  const asked = { ask: (question: (of: Admin) => Promise<unknown>) => question(admin as Admin) };
  return new KafkaTopics(asked as KafkaAdmin, {});
}

describe('what a topic holds', () => {
  it.each(['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE'])(
    'is asked again while the brokers have only just made the topic, or its leader moves: %s',
    async (type) => {
      const topics = topicsWhoseLeaderAnswers(type, type);
      expect(await topics.extents(['t'])).toEqual([{ topic: 't', partition: 0, first: 2, next: 7 }]);
    },
  );

  it('is not asked again after an error that stays', async () => {
    const topics = topicsWhoseLeaderAnswers('TOPIC_AUTHORIZATION_FAILED');
    await expect(topics.extents(['t'])).rejects.toThrow('TOPIC_AUTHORIZATION_FAILED');
  });
});
