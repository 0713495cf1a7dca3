// breaks: prefer-const
let rate = 3;
export const doubled = rate * 2;
