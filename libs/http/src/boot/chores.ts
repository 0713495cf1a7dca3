import { Logger } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DueWorker, type Database } from '@tributary/persistence';

/** What a service does without being called: its due workers, and forgetting old keys. */
export interface Chores {
  start(): void;
  stop(): Promise<void>;
}

const hour = 3_600_000;

export function choresOf(app: NestFastifyApplication, database: Database): Chores {
  const logger = new Logger('chores');
  const workers = dueWorkersOf(app);
  let timer: NodeJS.Timeout | undefined;
  const forget = async (): Promise<void> => {
    await database.pool('vendor').query('select clean_idempotency(), clean_inbox()');
  };
  return {
    start: () => {
      for (const worker of workers) worker.start();
      timer = setInterval(() => void forget().catch((error: unknown) => logger.warn(String(error))), hour);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}

/** Every provider of the service's modules that is a DueWorker. */
export function dueWorkersOf(app: NestFastifyApplication): DueWorker[] {
  const modules = [...app.get(ModulesContainer).values()];
  const instances = modules.flatMap((module) =>
    [...module.providers.values()].map(({ instance }): unknown => instance),
  );
  return [...new Set(instances.filter((instance): instance is DueWorker => instance instanceof DueWorker))];
}
