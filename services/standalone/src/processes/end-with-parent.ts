// Loaded into each process before its program: without the one that started it nobody would end it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
