import { Slots } from './slots.js';

it('lets in as many as there are places, the others in the order in which they came', async () => {
  const slots = new Slots(2);
  const entered: number[] = [];
  const all = [1, 2, 3, 4].map((each) => slots.take(1_000).then(() => entered.push(each)));
  await Promise.all(all.slice(0, 2));
  expect(entered).toEqual([1, 2]);
  slots.give();
  await all[2];
  expect(entered).toEqual([1, 2, 3]);
  slots.give();
  await Promise.all(all);
});

it('sends away who has waited long enough, and gives that place to nobody', async () => {
  const slots = new Slots(1);
  await slots.take(0);
  await expect(slots.take(5)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  slots.give();
  await slots.take(0);
});
