/** Tags that often come together. */
export const land = 'scenery no_humans outdoors landscape nature';
export const nightSky = 'night night_sky sky star_(sky) starry_sky dark_blue_theme';
export const daySky = 'day sky blue_sky cloud cloudy_sky bird';
export const sunset = 'sunset evening sky orange_sky gradient_sky sun';
export const seaside = 'ocean water waves horizon boat sailboat watercraft';
export const woods = 'forest tree pine_tree nature silhouette';
export const flat = 'flat_color simple_background no_lineart limited_palette';
export const portrait = 'solo upper_body looking_at_viewer smile ornate_border framed arch furry';
export const pixels = 'pixel_art limited_palette dithering chibi full_body';

export const fox = 'pim_(the_lantern_post)';
export const owl = 'ottoline_(the_lantern_post)';
export const cat = 'sable_(the_lantern_post)';
export const robot = 'rusk_(gardeners_of_io)';

export const foxTags =
  'fox_courier fox fox_ears animal_ears orange_fur peaked_cap hat yellow_scarf scarf bag blue_coat coat';
export const owlTags =
  'owl bird feathers glasses round_eyewear red-framed_eyewear book open_book ascot brown_feathers';
export const catTags =
  'cat cat_ears animal_ears black_fur witch witch_hat green_eyes slit_pupils cloak purple_cloak whiskers fang';
export const robotTags =
  'robot humanoid_robot straw_hat hat overalls flower potted_plant sprout gardening glowing_eyes blush_stickers';
