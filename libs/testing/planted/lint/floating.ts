// breaks: @typescript-eslint/no-floating-promises
const publish = (): Promise<void> => Promise.resolve();
publish();
