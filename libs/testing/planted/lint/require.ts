// breaks: @typescript-eslint/no-require-imports
import path = require('node:path');

export const at = path;
