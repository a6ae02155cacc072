import { element } from '../element.ts';
import { againButton } from '../results/again-button.ts';
import { strings } from '../strings.ts';

/** Says below a picture that it, or its original, is not there; at home, where that can be looked into. */
export function showGone(frame: HTMLElement, text: string): void {
  const known = frame.parentElement?.querySelector<HTMLElement>('[data-gone]');
  const notice = known ?? element('p', 'notice error');
  notice.dataset['gone'] = '';
  notice.setAttribute('role', 'alert');
  const { homebooruHost: host } = globalThis;
  const check = element('a', 'text-button', strings.checkCollection);
  if (host) check.href = host.panel;
  notice.replaceChildren(`${text} `, ...(host ? [check, ' '] : []), againButton('text-button'));
  if (!known) frame.after(notice);
}
