/** `homebooru.yaml` of the demo. */
export const settings = `# The demo asks nobody anything: its records are part of it.
site:
  title: HomeBooru demo

sources:
  danbooru: { enabled: false }
  e621: { enabled: false }
  gelbooru: { enabled: false }
  yandere: { enabled: false }
`;

/** `tags.yaml` of the demo; each line shows in some of its records. */
export const tagRules = `# Old spellings, as some records have them, and what they mean.
aliases:
  fox_mailman: fox_courier
  moon_(sky): moon
  specs: glasses
  starry_sky_print: star_print

# A tag on the left brings those on the right with it.
implications:
  crescent_moon: [moon]
  fox_courier: [fox]
  full_moon: [moon]
  lighthouse_beam: [lighthouse]
  night_sky: [night, sky]
  pine_tree: [tree]
  starry_sky: [night_sky, star_(sky)]
  witch_hat: [hat]

# Categories that no site gives, or gives wrongly.
categories:
  "ランタン郵便": copyright
  paper_cut_(medium): meta
  vector_art: meta
  pixel_art: meta

# Kept in the records, shown nowhere.
hidden: [tagme, md5_mismatch]
`;
