import { Readable } from 'node:stream';
import type { ArgumentMetadata, PipeTransform, Type } from '@nestjs/common';
import { Malformed, NotFound } from '@tributary/kernel';
import { HttpRefusal } from '../problems/problem.js';
import { fieldsOf } from './field.js';
import { readInput } from './read-input.js';
import { isStorable } from './text.js';

/** Checks bodies and query strings against their DTO class, once, and hands the handler an instance of it. */
export class InputPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'param') return pathText(value);
    if (type === 'body' && value instanceof Readable) {
      throw new HttpRefusal('UNSUPPORTED_MEDIA_TYPE', 'This operation takes JSON.', { allowed: ['application/json'] });
    }
    if ((type !== 'body' && type !== 'query') || metatype === undefined || fieldsOf(metatype).size === 0) return value;
    const read = readInput(metatype as Type<object>, value ?? {}, type === 'query' ? 'query' : 'json');
    if (read.faults === null) return read.value;
    if (type === 'body') throw new Malformed('The request has faults; see `errors`.', { errors: read.faults });
    throw new Malformed('The query string has faults; see `errors`.', {
      errors: read.faults,
      allowed: [...fieldsOf(metatype).keys()],
    });
  }
}

function pathText(value: unknown): unknown {
  if (typeof value === 'string' && (value.length > 300 || !isStorable(value))) throw new NotFound('resource');
  return value;
}
