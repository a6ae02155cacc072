import type { Express } from 'express';
import { PanelFiles } from '../panel/panel-files.ts';
import { loginPage, panelPage } from '../panel/panel-pages.ts';
import type { Services } from '../services.ts';

/** The panel at `/admin/` and the login, which are no part of the site. */
export function servePanel(app: Express, { gate }: Services): void {
  const files = new PanelFiles();
  app.get('/login', (_request, response) => {
    response.set('Cache-Control', 'no-store').type('html').send(loginPage);
  });
  app.get(['/admin', '/admin/index.html'], (request, response) => {
    if (request.path === '/admin') response.redirect(302, '/admin/');
    else if (gate.sessionOf(request) === undefined) response.redirect(302, '/login');
    else response.set('Cache-Control', 'no-store').type('html').send(panelPage);
  });
  app.get('/admin/:name', async (request, response, next) => {
    const file = await files.find(request.params.name);
    if (!file) next();
    else response.set('Cache-Control', 'no-cache').type(file.type).send(Buffer.from(file.bytes));
  });
}
