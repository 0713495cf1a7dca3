/** Asked of a log after its `close`. */
export class LogClosed extends Error {
  constructor() {
    super('The log is closed.');
    this.name = 'LogClosed';
  }
}
