import { card } from '../cast/card.ts';
import { lineUp } from '../cast/line-up.ts';
import { owl as drawOwl } from '../cast/owl.ts';
import { robot as drawRobot } from '../cast/robot.ts';
import { stamps } from '../cast/stamps.ts';
import { jpeg, pixelPng, pixelWebp, png, webp } from '../encode.ts';
import type { Picture } from '../picture.ts';
import { alone, greenhouse, party } from '../pixel/scenes.ts';
import { owlSprite } from '../pixel/sprites.ts';
import {
  cat,
  flat,
  fox,
  nightSky,
  owl,
  owlTags,
  pixels,
  portrait,
  robot,
  robotTags,
} from './tag-sets.ts';

const lanternPost = 'the_lantern_post';
const gardeners = 'gardeners_of_io';

/** `the gardeners of io/` and `the lantern post/`: friends together, an owl, a robot. */
export const friends: readonly Picture[] = [
  {
    files: ['the gardeners of io/portrait.webp'],
    paint: () =>
      webp(
        card(
          drawRobot(),
          {
            frame: '#f3e8d2',
            line: '#2a8c82',
            sky: ['#bfe3d0', '#f7e7b8'],
            behind: 'leaves',
          },
          900,
          1200,
        ),
      ),
    post: {
      id: 9_101_410,
      answers: ['danbooru'],
      rating: 'g',
      day: 201,
      tags: {
        artist: 'linnea_brandt',
        copyright: gardeners,
        character: robot,
        general: `${portrait.replace('furry', 'no_humans')} ${robotTags} leaf plant green_theme ^_^ screen_face`,
        meta: 'highres vector_art card_(medium)',
      },
    },
  },
  {
    files: ['the gardeners of io/watering hour.jpg'],
    paint: () => pixelPng(greenhouse(), 8),
    post: {
      id: 9_101_414,
      answers: ['danbooru'],
      rating: 's',
      day: 204,
      tags: {
        artist: 'kettle_pixel',
        copyright: gardeners,
        character: robot,
        general: `${robotTags} ${pixels} greenhouse indoors planet jupiter_(planet) space star_(sky) plant soil solo no_humans don't_look_up`,
        meta: 'md5_mismatch',
      },
    },
  },
  {
    files: ['the lantern post/everyone.webp'],
    paint: () => webp(lineUp(1400, 800)),
    post: {
      id: 9_101_502,
      answers: ['danbooru', 'e621'],
      rating: 'g',
      day: 230,
      source: 'https://example.org/studio/halden/everyone?size=full&lang=en#cast',
      tags: {
        artist: 'linnea_brandt studio_halden',
        copyright: `${lanternPost} ${gardeners} lantern-on!`,
        character: `${fox} ${owl} ${cat} ${robot}`,
        species: 'fox owl domestic_cat mammal avian machine',
        general: `4others upper_body looking_at_viewer smile lineup column_lineup furry fox_courier fox owl cat robot peaked_cap scarf glasses book witch witch_hat straw_hat overalls potted_plant`,
        meta: 'highres vector_art crossover',
      },
    },
  },
  {
    files: ['the lantern post/librarian.jpg'],
    paint: () =>
      jpeg(
        card(
          drawOwl(),
          {
            frame: '#3f2a2f',
            line: '#e3b871',
            sky: ['#6b4a3f', '#3f2a2f'],
            behind: 'shelves',
          },
          900,
          1200,
        ),
      ),
    post: {
      id: 9_101_510,
      answers: ['danbooru'],
      rating: 'g',
      day: 233,
      tags: {
        artist: 'linnea_brandt',
        copyright: lanternPost,
        character: owl,
        general: `${portrait} ${owlTags} specs bookshelf library indoors reading brown_theme 1other (o)_(o)`,
        meta: 'highres vector_art card_(medium)',
      },
    },
  },
  {
    files: ['the lantern post/librarian, small.webp'],
    paint: () => pixelWebp(alone(owlSprite), 30),
    post: {
      id: 9_101_511,
      parent: 9_101_510,
      answers: ['danbooru'],
      rating: 'g',
      day: 234,
      tags: {
        artist: 'kettle_pixel',
        copyright: lanternPost,
        character: owl,
        general: `${owlTags} ${pixels} transparent_background solo standing 1other o_o`,
        meta: 'sprite',
      },
    },
  },
  {
    files: ['the lantern post/lantern night.webp'],
    paint: () => pixelWebp(party(), 10),
    post: {
      id: 9_101_520,
      answers: ['danbooru'],
      rating: 'g',
      day: 240,
      tags: {
        artist: 'kettle_pixel',
        copyright: `${lanternPost} ${gardeners}`,
        character: `${fox} ${owl} ${cat} ${robot}`,
        general: `4others lineup ${pixels} ${nightSky} full_moon paper_lantern lantern festival witch_hat straw_hat peaked_cap glasses fox owl cat robot`,
        meta: 'crossover',
      },
    },
  },
  {
    files: ['the lantern post/stamps.png'],
    paint: () => png(stamps(1000), 200),
    post: {
      id: 9_101_526,
      answers: ['danbooru'],
      rating: 'g',
      day: 244,
      tags: {
        artist: 'linnea_brandt',
        copyright: `${lanternPost} ${gardeners}`,
        character: `${fox} ${owl} ${cat} ${robot}`,
        general: `${flat} 4others stamp postmark transparent_background portrait fox owl cat robot star_(symbol) witch_hat straw_hat peaked_cap glasses`,
        meta: 'vector_art crossover',
      },
    },
  },
];
