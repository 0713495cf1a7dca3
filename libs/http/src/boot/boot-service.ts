import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EventsServer, Relay } from '@tributary/messaging';
import { AccessGuard } from '../auth/access.guard.js';
import { TokenVerifier } from '../auth/token-verifier.js';
import { InputPipe } from '../fields/input.pipe.js';
import { documentOf } from '../openapi/document.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { withPlatformErrors } from '../problems/problem.js';
import { addHealth } from '../server/health.js';
import { HttpServer, type Refuse } from '../server/http-server.js';
import { PinoLogger } from '../server/logger.js';
import { serveMetrics } from '../server/metrics.js';
import { readinessOf } from '../server/readiness.js';
import { observeRequests } from '../server/request-metrics.js';
import { observeWork } from '../server/work-metrics.js';
import { choresOf } from './chores.js';
import { closeOnSignal, Closing } from './closing.js';
import { openPlatform } from './open-platform.js';
import type { RunningService, ServiceConfig, ServiceDefinition } from './service-definition.js';
import { serviceModule } from './service-module.js';

/** Migrates, opens pools, starts consumers, relay, workers and the HTTP server. Provisions nothing. */
export async function bootService(definition: ServiceDefinition, config: ServiceConfig): Promise<RunningService> {
  const closing = new Closing();
  try {
    const running = await boot(definition, config, closing);
    if (config.standalone !== true) closeOnSignal(running);
    return running;
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function boot(definition: ServiceDefinition, config: ServiceConfig, closing: Closing): Promise<RunningService> {
  const logger = config.standalone === true ? {} : { logger: new PinoLogger({ name: definition.name }) };
  const platform = await openPlatform(definition, config, closing);
  const { database, unitOfWork, log, registry } = platform;

  let refuse: Refuse = () => undefined;
  const http = new HttpServer((...thrown) => refuse(...thrown), config.handlerDeadline);
  const filter = new ProblemFilter(withPlatformErrors(definition.errors), platform.audit, http.routes);
  refuse = (...thrown) => filter.answer(...thrown);
  observeRequests(http.server, registry);

  const events = new EventsServer({ service: definition.name, log, unitOfWork, database });
  const module = serviceModule(definition, platform, () => events.handlers());
  const app = await NestFactory.create<NestFastifyApplication>(module, http.adapter, {
    ...logger,
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalGuards(new AccessGuard(new TokenVerifier(config.auth)));
  app.useGlobalPipes(new InputPipe());
  app.useGlobalFilters(filter);
  app.connectMicroservice({ strategy: events });
  closing.add(() => app.close());

  const openapi = documentOf(app, { ...definition, errors: withPlatformErrors(definition.errors) });
  const text = JSON.stringify(openapi);
  http.server.get('/openapi.json', (_request, reply) => reply.type('application/json').send(text));
  let relay: Relay | null = null;
  addHealth(http.server, readinessOf({ database, log, events, relay: () => relay }));

  await app.startAllMicroservices();
  relay = new Relay({
    database,
    log,
    onFailure: (error) => new Logger('relay').warn(String(error)),
  });
  const started = relay;
  closing.add(() => started.stop());
  await started.start();
  observeWork(registry, started, events, database);
  unitOfWork.onCommit(({ published }) => published > 0 && started.wake());
  await app.listen(config.port ?? 0, config.host ?? '127.0.0.1');
  const chores = choresOf(app, database);
  closing.add(() => chores.stop());
  chores.start();
  if (config.metricsPort !== undefined) {
    const metrics = await serveMetrics([registry], config.metricsPort, config.host);
    closing.add(() => metrics.close());
  }
  // First of all: whoever still comes is told to come again.
  closing.add(() => http.drain());
  return {
    name: definition.name,
    app,
    url: await app.getUrl(),
    openapi,
    registry,
    relay: started,
    close: () => closing.close(),
  };
}
