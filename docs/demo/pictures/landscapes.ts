import { hills, hours } from '../art/hills.ts';
import { ioDome } from '../art/io.ts';
import { alpine, lowPoly } from '../art/low-poly.ts';
import { panorama } from '../art/panorama.ts';
import { avif, jpeg, webp } from '../encode.ts';
import type { Picture } from '../picture.ts';
import { daySky, land, nightSky, seaside, sunset, woods } from './tag-sets.ts';

const valleyTags = `${land} ${woods} mountain hill valley fog cottage house smoke mountainous_horizon bird`;
const dawn = 9_100_701;

/** `landscapes/`: one valley at four hours, and places farther off. */
export const landscapes: readonly Picture[] = [
  {
    files: ['landscapes/coast, one whole day.jpg'],
    paint: () => jpeg(panorama(2800, 640, 'coast')),
    post: {
      id: 9_100_650,
      answers: ['danbooru'],
      rating: 'g',
      day: 60,
      tags: {
        artist: 'mori_kanae',
        general: `${land} ${seaside} mountain village sun full_moon star_(sky) day evening night gradient_sky time_passage cloud bird panorama`,
        meta: 'highres absurdres wide_image vector_art',
      },
    },
  },
  {
    files: ['landscapes/dawn in the valley.jpg'],
    paint: () => jpeg(hills(hours.dawn, 1300, 867, 'valley')),
    post: {
      id: dawn,
      answers: ['danbooru'],
      rating: 'g',
      day: 80,
      tags: {
        artist: 'mori_kanae',
        copyright: 'the_lantern_post',
        general: `${valleyTags} sunrise morning sun pink_sky cloud gradient_sky`,
        meta: 'highres vector_art variant_set',
      },
    },
  },
  {
    files: ['landscapes/dusk in the valley.webp'],
    paint: () => webp(hills(hours.dusk, 1300, 867, 'valley')),
    post: {
      id: 9_100_703,
      parent: dawn,
      answers: ['danbooru'],
      rating: 'g',
      day: 80,
      tags: {
        artist: 'mori_kanae',
        copyright: 'the_lantern_post',
        general: `${valleyTags} ${sunset} purple_sky cloud red_theme lit_window`,
        meta: 'highres vector_art variant_set',
      },
    },
  },
  {
    files: ['landscapes/greenhouse under jupiter.jpg'],
    paint: () => jpeg(ioDome(1400, 933, 'io')),
    post: {
      id: 9_100_720,
      answers: ['danbooru'],
      rating: 'g',
      day: 90,
      tags: {
        artist: 'studio_halden',
        copyright: 'gardeners_of_io',
        general:
          'scenery no_humans outdoors planet jupiter_(planet) space star_(sky) greenhouse dome plant flower volcano crater science_fiction yellow_theme',
        meta: 'highres vector_art',
      },
    },
  },
  {
    files: ['landscapes/lake.avif'],
    paint: () => avif(lowPoly(alpine, 1400, 933, 'alpine')),
    post: {
      id: 9_100_731,
      answers: ['danbooru'],
      rating: 'g',
      day: 97,
      tags: {
        artist: 'studio_halden',
        general: `${land} ${daySky.replace(' bird', '')} mountain snow lake water low_poly polygon sun grass shore`,
        meta: 'highres 3d_(style)',
      },
    },
  },
  {
    files: ['landscapes/night in the valley.jpg'],
    paint: () => jpeg(hills(hours.night, 1300, 867, 'valley')),
    post: {
      id: 9_100_704,
      parent: dawn,
      answers: ['danbooru'],
      rating: 'g',
      day: 81,
      tags: {
        artist: 'mori_kanae',
        copyright: 'the_lantern_post',
        general: `${valleyTags} ${nightSky} full_moon moonlight cloud lit_window`,
        meta: 'highres vector_art variant_set',
      },
    },
  },
  {
    files: ['landscapes/noon in the valley.webp'],
    paint: () => webp(hills(hours.noon, 1300, 867, 'valley')),
    post: {
      id: 9_100_702,
      parent: dawn,
      answers: ['danbooru'],
      rating: 'g',
      day: 80,
      tags: {
        artist: 'mori_kanae',
        copyright: 'the_lantern_post',
        general: `${valleyTags} ${daySky} sun green_theme`,
        meta: 'highres vector_art variant_set',
      },
    },
  },
];
