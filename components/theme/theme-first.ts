import { readStored } from '../settings/storage.ts';
import { beginFirstView } from './first-view.ts';
import { applyTheme, storedTheme } from './theme.ts';
import { letPicturesTravel } from './travelling-picture.ts';

// The one script that runs before the first paint, so that no page flashes in the other theme, in rows of another
// height, or with pictures that the visitor does not want to see: those wait for the page's script.
const theme = storedTheme();
if (theme !== undefined) applyTheme(theme);
const settings = readStored('homebooru.settings') ?? '';
const [, row] = /"row":"([sml])"/.exec(settings) ?? [];
const { dataset } = document.documentElement;
if (row !== undefined) dataset['row'] = row;
if (/"blacklist":"[^"]|"ratings":\{"/.test(settings)) dataset['filter'] = 'pending';
beginFirstView();
letPicturesTravel();
