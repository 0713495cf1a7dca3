import { startService } from '@tributary/http';
import { readConfig } from './config.js';
import { definition } from './sales.service-definition.js';

await startService(definition, readConfig);
