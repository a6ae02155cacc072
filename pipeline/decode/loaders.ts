import sharp from 'sharp';

/** Hostile input: sharp opens the known formats alone, keeps nothing, and takes one thread a picture. */
export function blockLoaders(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpeg',
      'VipsForeignLoadPng',
      'VipsForeignLoadWebp',
      'VipsForeignLoadNsgif',
      'VipsForeignLoadHeif',
    ],
  });
  sharp.cache(false);
  sharp.concurrency(1);
}
