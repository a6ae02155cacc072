import { auroraLight, auroraShore } from '../art/aurora.ts';
import { balloons } from '../art/balloons.ts';
import { tiles } from '../art/bauhaus.ts';
import { bokeh } from '../art/bokeh.ts';
import { dunes } from '../art/dunes.ts';
import { deep, flowField } from '../art/flow-field.ts';
import { ember, lowPoly } from '../art/low-poly.ts';
import { paperCut } from '../art/paper-cut.ts';
import { composed, fromRgb, jpeg, png, webp } from '../encode.ts';
import type { Picture } from '../picture.ts';
import { daySky, flat, land, nightSky, sunset, woods } from './tag-sets.ts';

/** `album/`, a bit of everything, and `inbox/`, where two of three have no tags yet. */
export const album: readonly Picture[] = [
  {
    files: ['album/aurora over the lake.jpg'],
    paint: async () => {
      const light = await fromRgb(auroraLight(1300, 840, 'aurora'), 1300, 840);
      const shore = auroraShore(1300, 840, 'aurora');
      return jpeg(await composed(light, [{ input: shore, left: 0, top: 0 }]));
    },
    post: {
      id: 9_100_104,
      answers: ['danbooru'],
      rating: 'g',
      day: 12,
      tags: {
        artist: 'mori_kanae',
        general: `${land} ${nightSky} ${woods} aurora green_theme lake winter glowing light_rays`,
        meta: 'highres commentary',
      },
    },
  },
  {
    files: ['album/balloons at six.webp'],
    paint: () => webp(balloons(1000, 1300, 'balloons')),
    post: {
      id: 9_100_131,
      answers: ['danbooru'],
      rating: 'g',
      day: 20,
      tags: {
        artist: 'amber_finch',
        general: `scenery no_humans outdoors ${daySky} hot_air_balloon flying above_clouds sunrise striped basket vehicle_focus multicolored`,
        meta: 'highres vector_art',
      },
    },
  },
  {
    files: ['album/caravan.jpg'],
    paint: () => jpeg(dunes(1400, 900)),
    post: {
      id: 9_100_160,
      answers: ['danbooru'],
      rating: 's',
      day: 33,
      source: 'Scanned from "Sand and Ink", page 12',
      tags: {
        artist: 'studio_halden',
        general: `${land} ${sunset} desert sand dune camel animal caravan shadow bird orange_theme from_afar wide_shot`,
        meta: 'highres scan',
      },
    },
  },
  {
    files: ['album/paper fox.jpg'],
    paint: () =>
      jpeg(
        paperCut(
          {
            light: ['#ffd89a', '#ff9a6b'],
            sheets: ['#d9735a', '#3a1f45'],
            animal: 'fox',
          },
          1000,
          1300,
          'amber',
        ),
      ),
    post: {
      id: 9_100_188,
      answers: ['danbooru', 'e621'],
      rating: 'g',
      day: 41,
      tags: {
        artist: 'amber_finch',
        species: 'fox red_fox canine mammal',
        general: `scenery no_humans ${woods} fox animal sitting sun backlighting vignetting layered orange_theme purple_theme grass bare_tree looking_at_viewer`,
        meta: 'highres paper_cut_(medium) traditional_media_(style)',
      },
    },
  },
  {
    files: ['album/thirty-six tiles.png'],
    paint: () => png(tiles(6, 6, 160, 'tiles'), 32),
    post: {
      id: 9_100_203,
      answers: ['danbooru'],
      rating: 'g',
      day: 44,
      tags: {
        artist: 'studio_halden',
        general: `${flat} abstract geometric pattern no_humans circle triangle_(shape) stripes polka_dot grid red_theme blue_theme yellow_theme beige_background`,
        meta: 'bauhaus_(style) vector_art',
      },
    },
  },
  {
    files: ['inbox/IMG_0412.jpg'],
    paint: () => jpeg(bokeh(1300, 860, 'bokeh')),
  },
  {
    files: ['inbox/currents (2).png'],
    paint: () => png(flowField(deep, 1300, 900, 'deep'), 20),
  },
  {
    files: ['inbox/ember.jpg'],
    paint: () => jpeg(lowPoly(ember, 1000, 1300, 'ember')),
    post: {
      id: 0,
      answers: ['camie_tagger'],
      rating: 'g',
      day: 0,
      tags: {
        general: `${land} ${sunset} mountain mountainous_horizon low_poly star_(sky) purple_sky polygon abstract lake red_theme`,
        meta: 'highres 3d',
      },
    },
  },
  {
    files: ['inbox/fox in the frost.webp'],
    paint: () =>
      webp(
        paperCut(
          {
            light: ['#dfe8f7', '#9db8e0'],
            sheets: ['#7f95c9', '#1d2450'],
            animal: 'fox',
          },
          1200,
          800,
          'frost',
        ),
      ),
    post: {
      id: 9_100_190,
      answers: ['danbooru'],
      rating: 'g',
      day: 43,
      tags: {
        artist: 'amber_finch',
        copyright: 'the_lantern_post',
        general: `scenery no_humans ${woods} fox animal_ears animal sitting full_moon winter backlighting layered blue_theme grass bare_tree`,
        meta: 'highres paper_cut_(medium)',
      },
    },
  },
];
