// breaks: @typescript-eslint/consistent-type-exports
export { Shade } from './honest.js';
