// Loaded into the backend: ends it when whoever started it is gone, even killed.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone must not keep a backend alive that wants to end.
process.channel?.unref();
