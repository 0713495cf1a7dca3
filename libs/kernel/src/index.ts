export * from './actor.js';
export * from './aggregate.js';
export * from './business-calendar.js';
export * from './changed-fields.js';
export * from './clock.js';
export * from './errors.js';
export * from './ids.js';
export * from './money.js';
