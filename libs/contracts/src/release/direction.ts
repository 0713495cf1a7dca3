/**
 * `published`: we write and others read, who may lean on everything that the older schema says, and who read old events by the
 * newer one, so nothing moves. `taken_in`: others write by the older schema, and whatever it allowed must stay welcome.
 */
export type Direction = 'published' | 'taken_in';
