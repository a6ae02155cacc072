import { SidecarClient, SidecarRefusal } from '../sidecar-client.ts';

const panel = '/admin/';
const client = new SidecarClient('/api/');
const form = document.querySelector<HTMLFormElement>('form[data-login]');
const field = document.querySelector<HTMLInputElement>('input[name="secret"]');
const notice = document.querySelector<HTMLElement>('[data-notice]');

/** Uses the token in the address, which is gone from it at once; else waits for the secret. */
async function start(): Promise<void> {
  const token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  if (token !== '') await logIn({ token });
  else if (await client.isLoggedIn()) location.replace(panel);
  field?.focus();
  document.documentElement.dataset['ready'] = 'ok';
}

async function logIn(by: { readonly token: string } | { readonly secret: string }): Promise<void> {
  try {
    await client.logIn(by);
    location.replace(panel);
  } catch (error) {
    if (!(error instanceof SidecarRefusal)) throw error;
    if (notice) notice.textContent = error.message;
    field?.select();
  }
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  void logIn({ secret: field?.value ?? '' });
});
void start();
