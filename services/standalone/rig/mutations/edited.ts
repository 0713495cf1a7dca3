import type { Edit } from './breakage.js';

/** The source is not what the breakage was written for. */
export class NoLongerApplies extends Error {
  constructor({ file, find }: Edit, times: number) {
    const line = find.trim().split('\n')[0]!;
    super(`the breakage no longer applies: ${file} has "${line}" ${times === 0 ? 'nowhere' : `${times} times`}`);
    this.name = 'NoLongerApplies';
  }
}

export function edited(text: string, edit: Edit): string {
  const times = text.split(edit.find).length - 1;
  if (times !== 1) throw new NoLongerApplies(edit, times);
  return text.replace(edit.find, () => edit.replace);
}
