import { strings } from '../strings.ts';
import { switchTheme, themes } from './theme.ts';

/** Lets the button go through the themes and name the one that holds. It shows once the page is ready. */
export function startThemeToggle(button: HTMLButtonElement): void {
  const name = (): void => {
    const current = themes.find((theme) => theme === document.documentElement.dataset['theme']);
    const text = strings.themes[current ?? 'system'];
    button.title = text;
    button.setAttribute('aria-label', text);
  };
  button.addEventListener('click', () => {
    switchTheme();
    name();
  });
  name();
}
