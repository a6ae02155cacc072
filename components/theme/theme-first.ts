import { applyTheme, storedTheme } from './theme.ts';

// The one script that runs before the first paint, so that no page flashes in the other theme.
const theme = storedTheme();
if (theme !== undefined) applyTheme(theme);
