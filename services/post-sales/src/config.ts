import { serviceConfig, type ServiceConfig } from '@tributary/http';

/** The service as its environment asks for it, when it runs as a process of its own. */
export function readConfig(): ServiceConfig {
  return serviceConfig(process.env);
}
