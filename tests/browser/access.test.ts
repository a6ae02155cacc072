import { testAccess } from './access-states.ts';

// As the page comes, then in the other theme on a small phone, which is also a desk's window at 400 %.
testAccess([
  { colorScheme: 'dark', width: 1280, height: 900 },
  { colorScheme: 'light', width: 320, height: 700 },
]);
