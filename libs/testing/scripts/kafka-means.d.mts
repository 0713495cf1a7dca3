export const kafkaVersion: string;
export const keptJars: string;
export function kafkaMeans(): 'given' | 'docker' | 'java' | null;
export function whyNoJava(): string | null;
export function kafkaIsMissing(): string | null;
