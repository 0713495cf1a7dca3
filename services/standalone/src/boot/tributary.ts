import type { ServiceName } from '@tributary/contracts';
import type { DenialRecord, DevelopmentIssuer, Gateway, GatewayRules, TerminatedPartners } from '@tributary/gateway';
import type { AuthConfig, RunningService, ServiceDefinition } from '@tributary/http';
import type { Clock } from '@tributary/kernel';
import type { KafkaOptions, LogConfig } from '@tributary/messaging';
import type { RoleNames } from '@tributary/persistence';

export interface StartOptions {
  /** Keys, logs and, unless `databaseUrl` is given, the database. */
  readonly dataFolder: string;
  /** The gateway's; 0 for a free one. */
  readonly port: number;
  readonly host?: string;
  /** Where the world reaches the gateway, as events name their schemas by it; the loopback and the port unless told. */
  readonly publicUrl?: string;
  readonly seed: 'demo' | 'none';
  /** A superuser's address of a PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl?: string;
  /** Keeps the events there instead of in PostgreSQL. */
  readonly kafka?: KafkaOptions;
  /** How long an event is kept in PostgreSQL, in days; 30 if not given. Kafka's is among its options. */
  readonly retentionDays?: number;
  readonly databasePrefix?: string;
  readonly rolePasswords?: RoleNames;
  /** An OpenID Connect provider instead of the development issuer. */
  readonly auth?: AuthConfig;
  readonly production?: boolean;
  readonly allowedOrigins?: readonly string[];
  readonly trustedProxies?: readonly string[];
  readonly clock?: Clock;
  readonly gatewayRules?: Partial<GatewayRules>;
  /** Only these services, for tests; all unless told. */
  readonly services?: readonly ServiceDefinition[];
  /** Aborting it while the start goes on ends what has been started. */
  readonly signal?: AbortSignal;
  /** The embedded database ended without having been asked to. */
  readonly onDatabaseLost?: () => void;
  readonly say?: (line: string) => void;
}

export interface Tributary {
  readonly url: string;
  readonly gateway: Gateway;
  readonly services: Readonly<Partial<Record<ServiceName, RunningService>>>;
  service(name: ServiceName): RunningService;
  readonly issuer: DevelopmentIssuer | null;
  readonly denials: DenialRecord;
  readonly terminated: TerminatedPartners;
  readonly clock: Clock;
  /** Where its events are. */
  readonly log: LogConfig;
  /** The superuser's address of the server in use. */
  readonly adminUrl: string;
  /** Ends in order: gateway, services, log, database. Data stays. */
  close(): Promise<void>;
  /** Drops all databases of this installation after `close`: for tests on a shared server. */
  destroy(): Promise<void>;
  /** At once. What was answered with success is kept all the same. */
  kill(): void;
}
