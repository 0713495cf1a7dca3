import { Ratio } from '@tributary/kernel';
import type { Measurement } from './measurement.js';

/** A measurement beside what was declared. */
export interface Finding extends Measurement {
  /** The mean that the organization's respondents gave, exact; null if it does not apply or nobody answered. */
  readonly declared: string | null;
  /** Declared less measured: above zero, more was declared than can be shown. */
  readonly difference: string | null;
  /** More than one level above what was measured: the reviewer has to say why. */
  readonly isFlagged: boolean;
}

export function findingOf(measurement: Measurement, declared: string | null): Finding {
  const { proposes } = measurement;
  if (declared === null || proposes === null) return { ...measurement, declared, difference: null, isFlagged: false };
  const difference = Ratio.parse(declared).minus(Ratio.of(proposes));
  return {
    ...measurement,
    declared,
    difference: difference.toFixed(4),
    isFlagged: difference.compare(Ratio.of(1)) > 0,
  };
}
