import { nextTurn } from './next-turn.ts';

/** Tags put into the page in one turn: each takes the browser some tenths of a millisecond. */
const mostInATurn = 8;

let turn: Promise<void> | undefined;
let inTurn = 0;

/** Runs a classic script from its address and removes its tag again; rejects where it does not load. */
export async function runScript(address: string): Promise<void> {
  while (inTurn >= mostInATurn) await turn;
  inTurn += 1;
  turn ??= nextTurn().then(() => {
    turn = undefined;
    inTurn = 0;
  });
  await run(address);
}

function run(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
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
