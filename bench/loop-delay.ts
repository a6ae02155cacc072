import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into the server that is measured: tells, when asked, how late its event loop was since the last question.
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('message', (message) => {
  if (message !== 'delay') return;
  process.send?.({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 });
  delay.reset();
});
