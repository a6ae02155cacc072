import { testAccess } from './access-states.ts';

const sizes = [
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
];
testAccess(
  (['dark', 'light'] as const).flatMap((colorScheme) =>
    sizes.map((size) => ({ colorScheme, ...size })),
  ),
);
