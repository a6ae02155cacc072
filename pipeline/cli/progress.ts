import { Presets, SingleBar } from 'cli-progress';
import type { ReportProgress } from '../stages/context.ts';

/** Milliseconds between plain lines of one stage. */
const lineInterval = 5000;

/** Shows how far a run is, on standard error: a bar on a terminal, a line now and then elsewhere; or tells its parent. */
export interface ProgressDisplay {
  readonly report: ReportProgress;
  readonly stop: () => void;
}

export function showProgress(stream: NodeJS.WriteStream = process.stderr): ProgressDisplay {
  if (process.channel) return messages();
  return stream.isTTY ? bars(stream) : lines(stream);
}

/** Milliseconds between messages about one stage. */
const messageInterval = 100;

/** To whoever started this process and listens: `{stage, done, total}`. */
function messages(): ProgressDisplay {
  let current = '';
  let last = 0;
  return {
    stop: () => undefined,
    report: (stage, done, total) => {
      const now = performance.now();
      if (stage === current && now - last < messageInterval && done < total) return;
      current = stage;
      last = now;
      if (process.connected) process.send?.({ stage, done, total });
    },
  };
}

function bars(stream: NodeJS.WriteStream): ProgressDisplay {
  let bar: SingleBar | undefined;
  let current = '';
  let began = 0;
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    stop,
    report: (stage, done, total) => {
      if (stage !== current) {
        stop();
        current = stage;
        began = performance.now();
        if (total > 0) {
          bar = new SingleBar(
            {
              stream,
              format: '{stage} {bar} {value}/{total}  {rate}/s  {eta_formatted} left',
              etaBuffer: 200,
              hideCursor: true,
            },
            Presets.shades_classic,
          );
          bar.start(total, done, { stage: stage.padEnd(16), rate: '0' });
        }
      }
      bar?.setTotal(total);
      bar?.update(done, { rate: rateOf(done, began) });
    },
  };
}

function lines(stream: NodeJS.WriteStream): ProgressDisplay {
  let current = '';
  let began = 0;
  let last = 0;
  return {
    stop: () => undefined,
    report: (stage, done, total) => {
      const now = performance.now();
      if (stage !== current) {
        current = stage;
        began = now;
        last = now;
        return;
      }
      if (now - last < lineInterval && (done < total || now - began < lineInterval)) return;
      last = now;
      const rate = done / Math.max(0.001, (now - began) / 1000);
      const left = rate > 0 ? Math.round((total - done) / rate) : 0;
      stream.write(`${stage}: ${done}/${total}, ${rateOf(done, began)}/s, ${left} s left\n`);
    },
  };
}

function rateOf(done: number, began: number): string {
  return (done / Math.max(0.001, (performance.now() - began) / 1000)).toFixed(0);
}
