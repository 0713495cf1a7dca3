import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import { isCommand } from '../requests/command-facts.js';
import type { TributaryRequest } from '../requests/request.js';

/** Counts and times every answer by route, and writes a line for each command and each failure. */
export function observeRequests(server: FastifyInstance, registry: Registry): void {
  const logger = new Logger('request');
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    seconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    const line = {
      requestId: request.id,
      method: request.method,
      route,
      status,
      milliseconds: Math.round(reply.elapsedTime),
      subject: (request as TributaryRequest).actor?.subject,
    };
    if (status >= 500) logger.error(line);
    else if (status >= 400 || isCommand(request.method)) logger.log(line);
    else logger.debug(line);
    done();
  });
}
