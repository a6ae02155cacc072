/** Who waits, the first one first. */
const waiting: (() => void)[] = [];
let channel: MessageChannel | undefined;

/**
 * A task of its own, without the four milliseconds that nested timers wait: clicks and drawing come in between, and
 * others who wait have theirs.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel ??= openChannel();
    channel.port2.postMessage(undefined);
  });
}

/** One for all, as each costs; closed when nobody waits, as an open one keeps a process alive. */
function openChannel(): MessageChannel {
  const opened = new MessageChannel();
  opened.port1.onmessage = () => {
    waiting.shift()?.();
    if (waiting.length > 0) return;
    opened.port1.close();
    channel = undefined;
  };
  return opened;
}
