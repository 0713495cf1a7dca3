// breaks: no-throw-literal
export function refuse(): never {
  throw 'refused';
}
