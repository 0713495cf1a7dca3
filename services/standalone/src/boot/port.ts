import { createServer } from 'node:net';

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No free port.')),
      );
    });
  });
}

/** Something else listens where the gateway should. */
export class PortInUse extends Error {
  constructor(port: number) {
    super(
      `Port ${port} is already in use. Stop what listens there, or choose another: PORT=${port === 3000 ? 3001 : port + 1} npm start`,
    );
  }
}

/** Throws PortInUse before anything expensive is begun. */
export function mustBeFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port) : error),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
