import { Forbidden } from '@tributary/kernel';

/** Whose work a registration is: all who registered, revised or submitted it, on either side. */
export interface Preparation {
  readonly registeredBy: string;
  readonly preparedBy: readonly string[];
}

export function joinedBy({ preparedBy }: Preparation, by: string): readonly string[] {
  return preparedBy.includes(by) ? preparedBy : [...preparedBy, by];
}

/** Nobody decides on their own work. */
export function refuseOwn({ preparedBy }: Preparation, by: string): void {
  if (preparedBy.includes(by)) {
    throw new Forbidden('OWN_REGISTRATION', 'Nobody decides on what they registered, revised or submitted.');
  }
}
