/** The panel's pages. Nothing in them comes from outside, so nothing needs escaping; what is shown, script fills in. */
const head = (title: string, script: string): string => `<!DOCTYPE html>
<html lang="en" data-root="/">
<head>
<meta charset="utf-8">
<title>${title} · HomeBooru</title>
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

export const loginPage = `${head('Log in', 'login.js')}<body>
<main class="login panel">
<h1>Log in</h1>
<form data-login class="card">
<label for="secret">Secret</label>
<input type="text" name="username" autocomplete="username" value="homebooru" hidden>
<input type="password" id="secret" name="secret" autocomplete="current-password" required>
<button class="button main" type="submit">Log in</button>
<p class="warning" role="status" data-notice></p>
<p class="soft">The secret is HOMEBOORU_SECRET, or in the file .homebooru/secret of the collection. Or open the link that
<code>homebooru login</code> prints.</p>
<noscript><p class="warning">Logging in needs JavaScript.</p></noscript>
</form>
<p><a href="/">To the gallery</a></p>
</main>
</body>
</html>
`;

export const panelPage = `${head('Panel', 'panel.js')}<body>
<main class="panel" id="content">
<homebooru-panel></homebooru-panel>
<noscript><p class="warning">The panel needs JavaScript.</p></noscript>
</main>
</body>
</html>
`;
