import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Level } from 'pino';

const secrets = ['authorization', 'token', 'password', 'secret', 'cookie', 'idempotencyKey'];

export interface LoggerOptions {
  /** Stands in every line. */
  readonly name: string;
  readonly level?: Level;
  readonly destination?: DestinationStream;
}

/** One JSON line per message, in Nest's logging interface. */
export class PinoLogger implements LoggerService {
  readonly #pino;

  constructor({ name, level = 'info', destination }: LoggerOptions) {
    const options = { name, level, redact: [...secrets, ...secrets.map((word) => `*.${word}`)], base: { name } };
    this.#pino = destination === undefined ? pino(options) : pino(options, destination);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.#write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  // Nest passes the context last, and for errors the stack before it.
  #write(level: Level, message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? { context: rest.at(-1) } : {};
    const stack = level === 'error' && rest.length > 1 && typeof rest[0] === 'string' ? { stack: rest[0] } : {};
    if (message instanceof Error) this.#pino[level]({ ...context, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.#pino[level]({ ...context, ...stack, ...message });
    else this.#pino[level]({ ...context, ...stack }, String(message));
  }
}
