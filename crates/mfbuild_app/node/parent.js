// Ends this process when the one that asks is gone, however that ended: `parent` stands before this script. A thread of
// its own sees it also while a template or a config loader keeps this one busy.
'use strict';

const watcher = `
const isThere = () => {
  try {
    return process.kill(${parent}, 0);
  } catch {
    return false;
  }
};
setInterval(() => isThere() || process.kill(process.pid, 'SIGKILL'), 50);
`;
// The first process of a container sees none outside.
if (process.ppid !== 0) new (require('worker_threads').Worker)(watcher, { eval: true }).unref();
