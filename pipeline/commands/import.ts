import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { printable, sayFindings } from '../cli/output.ts';
import { asWriter, type CommonOptions, openSession, type Session } from '../cli/session.ts';
import type { BringMode } from '../flask/bring-over.ts';
import { flaskImages, flaskMetadata, requireFlaskFolder } from '../flask/flask-folder.ts';
import { type ImportReport, importFlask, type Target } from '../flask/import-flask.ts';
import { isInside, writeAtomically } from '../library/files.ts';
import { findImageRoots } from '../scan/image-roots.ts';
import { readSettings } from '../settings/settings.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { initCollection, quoted, settingsText } from './init.ts';
import { withCollection } from './options.ts';

interface ImportOptions extends CommonOptions {
  readonly inPlace?: boolean;
  readonly link?: boolean;
  readonly copy?: boolean;
}

/** `import`: a folder of the Flask version becomes a collection, or part of one. */
export function registerImport(program: Command): void {
  withCollection(program.command('import'))
    .description("take over a folder of HomeBooru's Flask version: pictures, records, edited tags")
    .argument('<dir>', 'the folder that holds static/images, metadata and tags.json')
    .addOption(
      new Option('--in-place', 'the folder itself becomes the collection (default)').conflicts([
        'link',
        'copy',
      ]),
    )
    .addOption(new Option('--link', 'bring hard links into --collection').conflicts('copy'))
    .option('--copy', 'bring copies into --collection')
    .action(async (dir: string, options: ImportOptions) => {
      const folder = resolve(dir);
      requireFlaskFolder(folder);
      const mode = options.link ? 'link' : options.copy ? 'copy' : 'in-place';
      if (mode === 'in-place') await importInPlace(folder, options);
      else await importInto(folder, mode, options);
    });
}

async function importInPlace(folder: string, options: ImportOptions): Promise<void> {
  if (options.collection !== undefined && resolve(options.collection) !== folder) {
    throw new SettingsError(
      '--in-place makes the folder itself the collection; for another one say --link or --copy',
    );
  }
  await settleIn(folder);
  const session = await openSession({ ...options, collection: folder });
  await run(session, options, folder, { mode: 'in-place' });
}

/** Gives the folder settings that name its own subfolders; those that are there must do so already. */
async function settleIn(folder: string): Promise<void> {
  const file = join(folder, 'homebooru.yaml');
  if (!existsSync(file)) {
    const paths = new Map([
      ['images', flaskImages],
      ['metadata', flaskMetadata],
    ]);
    await writeAtomically(file, settingsText(paths));
    return;
  }
  const { paths } = await readSettings(folder, true);
  const isOurs =
    paths.images.some(({ path }) => path === join(folder, flaskImages)) &&
    paths.metadata === join(folder, flaskMetadata);
  if (isOurs) return;
  throw new SettingsError(
    `${file} is there already and names other folders: it wants paths: { images: ${flaskImages}, metadata: ${flaskMetadata} }`,
  );
}

async function importInto(folder: string, mode: BringMode, options: ImportOptions): Promise<void> {
  const wish = options.collection ?? process.env['HOMEBOORU_COLLECTION'];
  if (!wish) throw new SettingsError(`--${mode} wants --collection DIR, the one to bring it into`);
  const collection = resolve(wish);
  if (collection === folder || isInside(join(folder, 'static'), collection)) {
    throw new SettingsError(`${collection} is part of ${folder}; for that say --in-place`);
  }
  if (!existsSync(join(collection, 'homebooru.yaml')) && !existsSync(join(collection, 'images'))) {
    await initCollection(collection);
  }
  const session = await openSession({ ...options, collection });
  const { roots } = await findImageRoots(session.settings);
  const images = roots[0]?.folder ?? session.settings.paths.images[0]?.path;
  if (images === undefined) throw new SettingsError(`${collection} names no folder of pictures`);
  await run(session, options, folder, { mode, images });
}

async function run(
  session: Session,
  options: ImportOptions,
  folder: string,
  target: Target,
): Promise<void> {
  const { output, settings } = session;
  await asWriter(session, 'import', options, async (context, rulesHash) => {
    const report: ImportReport = await importFlask(context, rulesHash, folder, target);
    const { images, records, edits, problems } = report;
    output.say(`${images} pictures, ${records} records, ${edits} with edited tags`);
    sayFindings(output, problems, context.notices);
    output.json({ images, records, edits, problems });
    output.say(`The collection is ${printable(settings.paths.collection)}. Next:`);
    output.say(`  homebooru build --collection ${quoted(settings.paths.collection)}`);
    if (problems.length > 0) process.exitCode = 1;
  });
}
