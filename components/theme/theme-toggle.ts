import { strings } from '../strings.ts';
import { switchTheme, themes } from './theme.ts';

/** Shows the button that goes through the themes; it names the one that holds. */
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
  button.hidden = false;
}
