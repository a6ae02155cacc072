import { nextTurn } from './next-turn.ts';

/** Milliseconds of a turn that go into tags of scripts: each takes the browser some tenths of one, or one. */
const most = 2;

let turn: Promise<void> | undefined;
let began = 0;

/** Runs a classic script from its address and removes its tag again; rejects where it does not load. */
export async function runScript(address: string): Promise<void> {
  while (turn && performance.now() - began >= most) await turn;
  if (!turn) {
    began = performance.now();
    turn = nextTurn().then(() => {
      turn = undefined;
    });
  }
  await run(address);
}

function run(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.async = true;
    script.addEventListener('load', () => {
      script.remove();
      resolve();
    });
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error(`${address} did not load`));
    });
    document.head.append(script);
  });
}
