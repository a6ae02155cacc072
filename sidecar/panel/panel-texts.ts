/** Every text of the login and of the panel's empty page, in one place to be translated; the panel's own are its script's. */
export const texts = {
  language: 'en',
  product: 'HomeBooru',
  logIn: 'Log in',
  secret: 'Secret',
  /** In markup: what is written is a command. */
  aboutSecret: `The secret is HOMEBOORU_SECRET, or in the file .homebooru/secret of the collection. Or open the link that
<code>homebooru login</code> prints.`,
  logInNeedsScript: 'Logging in needs JavaScript.',
  toGallery: 'To the gallery',
  panel: 'Panel',
  panelNeedsScript: 'The panel needs JavaScript.',
} as const;
