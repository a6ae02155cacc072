import { card } from '../cast/card.ts';
import { cat as drawCat } from '../cast/cat.ts';
import { fox as drawFox } from '../cast/fox.ts';
import { scroll } from '../cast/scroll.ts';
import { animatedGif, animatedWebp, jpeg, pixelPng } from '../encode.ts';
import type { Picture } from '../picture.ts';
import { alone, broomRide, nightRound, village } from '../pixel/scenes.ts';
import { catSprite } from '../pixel/sprites.ts';
import {
  cat,
  catTags,
  fox,
  foxTags,
  nightSky,
  owl,
  owlTags,
  pixels,
  portrait,
  sunset,
  woods,
} from './tag-sets.ts';

const lanternPost = 'the_lantern_post';

/** `characters/`: portraits, pixels and loops of the fox and the cat. */
export const characters: readonly Picture[] = [
  {
    files: ['characters/cat witch/across the moon.webp'],
    paint: () => animatedWebp(broomRide(), 6, 110),
    post: {
      id: 9_101_210,
      answers: ['e621'],
      rating: 'q',
      day: 120,
      tags: {
        artist: 'kettle_pixel',
        copyright: lanternPost,
        character: cat,
        species: 'domestic_cat feline mammal',
        general: `${catTags} ${nightSky} ${pixels} moon_(sky) broom broom_riding flying cloud solo`,
        meta: 'animated loop low_res',
      },
    },
  },
  {
    files: ['characters/cat witch/portrait.jpg'],
    paint: () =>
      jpeg(
        card(
          drawCat(),
          {
            frame: '#241a3f',
            line: '#d9a5d0',
            sky: ['#2b2d63', '#7a4f94'],
            behind: 'moon',
          },
          900,
          1200,
        ),
      ),
    post: {
      id: 9_101_214,
      answers: ['danbooru'],
      rating: 'g',
      day: 122,
      source: 'javascript:alert(1)',
      tags: {
        artist: 'linnea_brandt',
        copyright: lanternPost,
        character: cat,
        general: `${portrait} ${catTags} full_moon star_print starry_sky_print crescent_moon purple_theme 1other :3`,
        meta: 'highres vector_art card_(medium)',
      },
    },
  },
  {
    files: ['characters/cat witch/sprite.png'],
    paint: () => pixelPng(alone(catSprite), 30),
    post: {
      id: 9_101_220,
      answers: ['danbooru'],
      rating: 'g',
      day: 125,
      tags: {
        artist: 'kettle_pixel',
        copyright: lanternPost,
        character: cat,
        general: `${catTags} ${pixels} transparent_background solo standing 1other -_-`,
        meta: 'sprite',
      },
    },
  },
  {
    files: ['characters/fox courier/a long way.jpg'],
    paint: async () => jpeg(await scroll()),
    post: {
      id: 9_101_305,
      answers: ['danbooru'],
      rating: 'g',
      day: 150,
      tags: {
        artist: 'mori_kanae linnea_brandt',
        copyright: lanternPost,
        character: `${fox} ${owl}`,
        general: `${foxTags} ${owlTags} ${woods} comic silent_comic scenery lighthouse lighthouse_beam mountain fog night ランタン郵便`,
        meta: 'highres long_image tall_image vector_art',
      },
    },
  },
  {
    files: ['characters/fox courier/night round.gif'],
    paint: () => animatedGif(nightRound(), 5, 120),
    post: {
      id: 9_101_311,
      answers: ['danbooru', 'e621'],
      rating: 'g',
      day: 152,
      tags: {
        artist: 'kettle_pixel',
        copyright: lanternPost,
        character: fox,
        species: 'fox canine mammal',
        general: `fox_mailman fox animal_ears peaked_cap scarf bag walking from_side lantern full_moon pine_tree tail ${nightSky} ${pixels} solo`,
        meta: 'animated animated_gif loop low_res',
      },
    },
  },
  {
    files: ['characters/fox courier/portrait #1 & 100%.jpg'],
    paint: () =>
      jpeg(
        card(
          drawFox(),
          {
            frame: '#1d3a52',
            line: '#e9c46a',
            sky: ['#f3a45c', '#fbe3b8'],
            behind: 'rays',
          },
          900,
          1200,
        ),
      ),
    post: {
      id: 9_101_320,
      answers: ['danbooru', 'e621'],
      rating: 'g',
      day: 160,
      tags: {
        artist: 'linnea_brandt',
        copyright: lanternPost,
        character: fox,
        species: 'fox red_fox canine mammal',
        general: `${portrait} ${foxTags} badge orange_background strap uniform 1other closed_mouth :d`,
        meta: 'highres vector_art card_(medium) commentary_request',
      },
    },
  },
  {
    files: ['characters/fox courier/village.png'],
    paint: () => pixelPng(village(), 10),
    post: {
      id: 9_101_324,
      answers: ['danbooru'],
      rating: 'g',
      day: 163,
      tags: {
        artist: 'kettle_pixel',
        copyright: lanternPost,
        character: fox,
        general: `${foxTags} ${pixels} ${sunset} village house street lamppost window cobblestone standing solo`,
      },
    },
  },
];
