// breaks: no-unused-vars
const unused = 3;
export const used = 4;
