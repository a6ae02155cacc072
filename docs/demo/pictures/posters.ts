import { poster } from '../art/bauhaus.ts';
import { herbarium, sprig } from '../art/botanical.ts';
import { flowField, warm } from '../art/flow-field.ts';
import { lighthouse } from '../art/sea.ts';
import { seigaiha } from '../art/seigaiha.ts';
import { jpeg, png, webp } from '../encode.ts';
import type { Picture } from '../picture.ts';
import { flat, nightSky, seaside } from './tag-sets.ts';

/** `patterns/` and `posters/`; three of them only a tagger knows. */
export const posters: readonly Picture[] = [
  {
    files: ['patterns/ribbons.png'],
    paint: () => png(flowField(warm, 1100, 1100, 'warm'), 20),
  },
  {
    files: ['patterns/seigaiha.png', 'wallpapers/blue waves.png'],
    paint: () => png(seigaiha(1000, 'seigaiha'), 16),
    post: {
      id: 0,
      answers: ['camie_tagger'],
      rating: 'g',
      day: 0,
      tags: {
        general: `${flat} no_humans seigaiha wave_print pattern waves water_theme blue_theme beige_background abstract repetition circle ukiyo-e`,
        meta: 'highres',
      },
    },
  },
  {
    files: ['posters/composition VII.png'],
    paint: () => png(poster(900, 1250), 32),
    post: {
      id: 0,
      answers: ['camie_tagger'],
      rating: 'q',
      day: 0,
      tags: {
        general: `${flat} no_humans abstract geometric circle triangle_(shape) stripes polka_dot concentric_circles stairs beige_background red_theme`,
        meta: 'tagme',
      },
    },
  },
  {
    files: ['posters/eucalyptus.png'],
    paint: () => png(sprig(800, 1100, 'sprig'), 128),
    post: {
      id: 0,
      answers: ['camie_tagger'],
      rating: 'g',
      day: 0,
      tags: {
        general:
          'no_humans plant leaf branch transparent_background still_life green_theme berry botanical simple_background eucalyptus cutout',
        meta: 'tagme',
      },
    },
  },
  {
    files: ['posters/herbarium.webp'],
    paint: () => webp(herbarium(900, 1250, 'herbarium')),
    post: {
      id: 9_100_810,
      answers: ['danbooru'],
      rating: 'g',
      day: 260,
      tags: {
        artist: 'amber_finch',
        general:
          'no_humans flower red_flower poppy_(flower) plant leaf fern botanical bouquet lineart beige_background border still_life limited_palette',
        meta: 'highres ink_(medium) commentary',
      },
    },
  },
  {
    files: ['posters/the light at halden.jpg'],
    paint: () => jpeg(lighthouse(1000, 1400, 14, 'halden')),
    post: {
      id: 9_100_822,
      answers: ['danbooru'],
      rating: 'g',
      day: 268,
      source: 'https://example.org/posters/lighthouse',
      tags: {
        artist: 'studio_halden',
        copyright: 'the_lantern_post',
        general: `scenery no_humans outdoors ${nightSky} ${seaside.replace('boat sailboat watercraft', '')} lighthouse lighthouse_beam cliff striped tower lit_window cloud glowing`,
        meta: 'highres vector_art poster_(medium)',
      },
    },
  },
];
