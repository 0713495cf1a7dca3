import type { ServiceName } from '@tributary/contracts';
import { upstreamFrom, type ServiceOpenApi, type Upstream } from '@tributary/gateway';
import { bootService, type AuthConfig, type RunningService, type ServiceDefinition } from '@tributary/http';
import type { Clock } from '@tributary/kernel';
import type { Endings } from './endings.js';
import type { OpenDatabases } from './open-databases.js';

/** The services of this process, each on a free port of the loopback. */
export class RunningServices {
  private constructor(private readonly started: readonly RunningService[]) {}

  static async start(
    definitions: readonly ServiceDefinition[],
    parts: { databases: OpenDatabases; auth: AuthConfig; publicUrl: string; clock: Clock; endings: Endings },
  ): Promise<RunningServices> {
    const { databases, auth, publicUrl, clock, endings } = parts;
    const boot = async (definition: ServiceDefinition): Promise<RunningService> => {
      const database = await databases.server.forService(definition.name);
      const where = { database, log: databases.log, auth, publicUrl, clock, standalone: true };
      const running = await bootService(definition, where);
      endings.add(() => running.close());
      return running;
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
    return Object.fromEntries(this.started.map((running) => [running.name, running]));
  }

  named(name: ServiceName): RunningService {
    const found = this.byName[name];
    if (found === undefined) throw new Error(`${name} is not started.`);
    return found;
  }

  get upstreams(): Upstream[] {
    return this.started.map(({ name, url, openapi }) => upstreamFrom(name, url, openapi as unknown as ServiceOpenApi));
  }
}
