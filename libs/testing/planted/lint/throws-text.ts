// breaks: @typescript-eslint/only-throw-error
export function refuse(): never {
  throw 'refused';
}
