import { city, neon, sunny } from '../art/city.ts';
import { koiPond } from '../art/koi.ts';
import { nightSky as drawNightSky } from '../art/night-sky.ts';
import { paperCut } from '../art/paper-cut.ts';
import { moonrise, swell } from '../art/sea.ts';
import { jpeg, sidewaysJpeg, webp } from '../encode.ts';
import type { Picture } from '../picture.ts';
import { daySky, land, nightSky, seaside, sunset, woods } from './tag-sets.ts';

/** `wallpapers/` and one picture that lies in no folder. */
export const wallpapers: readonly Picture[] = [
  {
    files: ['wallpapers/camp.jpg'],
    paint: () => jpeg(drawNightSky(1400, 1000, 'camp')),
    post: {
      id: 9_100_902,
      answers: ['danbooru'],
      rating: 'g',
      day: 300,
      tags: {
        artist: 'mori_kanae',
        copyright: 're:garden',
        general: `${land} ${nightSky} ${woods} constellation milky_way tent camping glowing purple_sky wide_shot`,
        meta: 'highres commentary',
      },
    },
  },
  {
    files: ['wallpapers/city by day.jpg'],
    paint: () => jpeg(city(sunny, 1200, 960, 'city'), 78),
    post: {
      id: 9_100_910,
      answers: ['danbooru'],
      rating: 'g',
      day: 305,
      tags: {
        artist: 'studio_halden',
        general: `scenery no_humans outdoors ${daySky.replace(' bird', '')} city cityscape building isometric from_above skyscraper street car tree rooftop pastel_colors`,
        meta: 'highres vector_art',
      },
    },
  },
  {
    files: ['wallpapers/city by night.jpg'],
    paint: () => jpeg(city(neon, 1100, 1000, 'neon'), 78),
    post: {
      id: 9_100_911,
      answers: ['danbooru'],
      rating: 's',
      day: 306,
      tags: {
        artist: 'studio_halden',
        general: `scenery no_humans outdoors ${nightSky} city cityscape building isometric from_above skyscraper street city_lights full_moon lit_window purple_theme`,
        meta: 'highres vector_art',
      },
    },
  },
  {
    files: ['wallpapers/koi.jpg'],
    paint: () => sidewaysJpeg(koiPond(1000, 1400, 'koi'), 76),
    post: {
      id: 9_100_925,
      answers: ['danbooru', 'e621'],
      rating: 'g',
      day: 311,
      tags: {
        artist: 'amber_finch',
        species: 'koi fish marine',
        general:
          'no_humans koi fish animal animal_focus from_above pond water ripples lily_pad lotus flower pink_flower swimming teal_theme multiple_fish shadow',
        meta: 'highres exif_rotation',
      },
    },
  },
  {
    files: ['wallpapers/stag.webp'],
    paint: () =>
      webp(
        paperCut(
          {
            light: ['#d9f2e2', '#7cc5bd'],
            sheets: ['#4fa3a3', '#0f2b45'],
            animal: 'stag',
          },
          1200,
          1200,
          'teal',
        ),
      ),
    post: {
      id: 9_100_931,
      answers: ['e621'],
      rating: 'g',
      day: 318,
      tags: {
        artist: 'amber_finch',
        species: 'deer cervid mammal',
        general: `scenery no_humans ${woods} deer stag antlers animal standing full_moon backlighting vignetting layered teal_theme grass bare_tree`,
        meta: 'hi_res paper_cut_(medium)',
      },
    },
  },
  {
    files: ['wallpapers/swell.webp'],
    paint: () => webp(swell(1200, 900, 'swell'), 76),
    post: {
      id: 9_100_940,
      answers: ['yandere'],
      rating: 'g',
      day: 325,
      tags: {
        artist: 'mori_kanae',
        general: `scenery no_humans outdoors ${seaside} ${sunset} red_sun cloud wave_print ukiyo-e limited_palette stylized`,
        meta: 'vector_art',
      },
    },
  },
  {
    files: ['夜の海.jpg'],
    paint: () => jpeg(moonrise(1000, 1300, 'moonrise')),
    post: {
      id: 9_100_966,
      answers: ['danbooru', 'yandere'],
      rating: 'g',
      day: 340,
      tags: {
        artist: 'mori_kanae',
        copyright: 'the_lantern_post',
        general: `scenery no_humans outdoors ${nightSky} ${seaside} full_moon moonlight reflection reflective_water cloud purple_sky`,
        meta: 'highres vector_art',
      },
    },
  },
];
