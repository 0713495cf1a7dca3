// breaks: no-var
var rate = 3;
export const doubled = rate * 2;
