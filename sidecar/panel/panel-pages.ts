import { texts } from './panel-texts.ts';

/** The panel's pages. Nothing in them comes from outside, so nothing needs escaping; what is shown, script fills in. */
const head = (title: string, script: string): string => `<!DOCTYPE html>
<html lang="${texts.language}" data-root="/">
<head>
<meta charset="utf-8">
<title>${title} · ${texts.product}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<script src="/admin/theme.js"></script>
<link rel="stylesheet" href="/admin/admin.css">
<script src="/admin/${script}" defer></script>
</head>
`;

export const loginPage = `${head(texts.logIn, 'login.js')}<body>
<main class="login panel">
<h1>${texts.logIn}</h1>
<form data-login class="card">
<label for="secret">${texts.secret}</label>
<input type="text" name="username" autocomplete="username" value="homebooru" hidden>
<input type="password" id="secret" name="secret" autocomplete="current-password" required>
<button class="button main" type="submit">${texts.logIn}</button>
<p class="warning" role="status" data-notice></p>
<p class="soft">${texts.aboutSecret}</p>
<noscript><p class="warning">${texts.logInNeedsScript}</p></noscript>
</form>
<p><a href="/">${texts.toGallery}</a></p>
</main>
</body>
</html>
`;

export const panelPage = `${head(texts.panel, 'panel.js')}<body>
<main class="panel" id="content">
<homebooru-panel></homebooru-panel>
<noscript><p class="warning">${texts.panelNeedsScript}</p></noscript>
</main>
</body>
</html>
`;
