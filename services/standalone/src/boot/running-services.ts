import type { ServiceName } from '@tributary/contracts';
import type { Upstream } from '@tributary/gateway';
import { bootService, type AuthConfig, type RunningService, type ServiceDefinition } from '@tributary/http';
import type { Clock } from '@tributary/kernel';
import type { Endings } from './endings.js';
import type { OpenDatabases } from './open-databases.js';

interface Started {
  readonly definition: ServiceDefinition;
  readonly running: RunningService;
}

/** The services of this process, each on a free port of the loopback. */
export class RunningServices {
  private constructor(private readonly started: readonly Started[]) {}

  static async start(
    definitions: readonly ServiceDefinition[],
    parts: { databases: OpenDatabases; auth: AuthConfig; clock: Clock; endings: Endings },
  ): Promise<RunningServices> {
    const { databases, auth, clock, endings } = parts;
    const boot = async (definition: ServiceDefinition): Promise<Started> => {
      const database = await databases.server.forService(definition.name);
      const log = { url: databases.logUrl };
      const running = await bootService(definition, { database, log, auth, clock, standalone: true });
      endings.add(() => running.close());
      return { definition, running };
    };
    // All of them, before one that fails is told: none may come up after the end.
    const started = await Promise.allSettled(definitions.map(boot));
    return new RunningServices(
      started.map((one) => {
        if (one.status === 'rejected') throw one.reason;
        return one.value;
      }),
    );
  }

  get byName(): Readonly<Partial<Record<ServiceName, RunningService>>> {
    return Object.fromEntries(this.started.map(({ running }) => [running.name, running]));
  }

  named(name: ServiceName): RunningService {
    const found = this.byName[name];
    if (found === undefined) throw new Error(`${name} is not started.`);
    return found;
  }

  get upstreams(): Upstream[] {
    return this.started.map(({ definition: { name, title, description, errors }, running: { url, openapi } }) => ({
      name,
      title,
      description,
      errors,
      url,
      openapi: openapi as unknown as Upstream['openapi'],
    }));
  }
}
