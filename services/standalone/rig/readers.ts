/** The handlers of the rig: one is upset for good by some events, the other never. */
export const easilyUpset = 'rig.easily-upset';
export const patient = 'rig.patient';
export const readers = [easilyUpset, patient] as const;
