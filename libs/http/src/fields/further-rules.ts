import type { Type } from '@nestjs/common';
import type { Fault } from '@tributary/kernel';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { escapePointer, fieldsOf } from './field.js';

const known = new WeakMap<Type, boolean>();

/** Whether class-validator's own decorators stand in a class beside ours. Its walk costs more than all of our rules, so it is made only then. */
export function hasFurtherRules(type: Type): boolean {
  let answer = known.get(type);
  if (answer === undefined) {
    known.set(type, false); // for a class that holds itself
    const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', true, false);
    const isOurs = (name: string | undefined, kind: string): boolean => name === 'field' || kind === 'nestedValidation';
    const nested = [...fieldsOf(type).values()].flatMap((field) =>
      field.nested === undefined ? [] : [field.nested()],
    );
    answer = rules.some((rule) => !isOurs(rule.name, rule.type)) || nested.some(hasFurtherRules);
    known.set(type, answer);
  }
  return answer;
}

/** The faults that class-validator's own decorators find; a code is the rule's name in capitals. */
export function collectFurther(value: object, faults: Fault[]): void {
  collect(validateSync(value, { forbidUnknownValues: false }), '', faults);
}

function collect(errors: readonly ValidationError[], at: string, faults: Fault[]): void {
  for (const { property, constraints = {}, children = [] } of errors) {
    const pointer = `${at}/${escapePointer(property)}`;
    // What lacks its type already need not be told that it is too short.
    const isTold = faults.some((fault) => fault.pointer === pointer);
    for (const [rule, detail] of Object.entries(constraints)) {
      if (!isTold && rule !== 'field' && rule !== 'nestedValidation')
        faults.push({ pointer, code: screamingSnake(rule), detail });
    }
    collect(children, pointer, faults);
  }
}

function screamingSnake(rule: string): string {
  return rule.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}
