import type { Command } from 'commander';
import { registerCheck } from '../commands/check.ts';
import { registerDelete } from '../commands/delete.ts';
import { registerEdit } from '../commands/edit.ts';
import { registerExport } from '../commands/export.ts';
import { registerImport } from '../commands/import.ts';
import { registerInit } from '../commands/init.ts';
import { registerModels } from '../commands/models.ts';
import { registerProcess } from '../commands/process.ts';
import { registerSearch } from '../commands/search.ts';
import { registerServe } from '../commands/serve.ts';
import { registerSite } from '../commands/site.ts';
import { registerStats } from '../commands/stats.ts';
import { registerTags } from '../commands/tags.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly ((program: Command) => void)[] = [
  registerInit,
  registerSite,
  registerServe,
  registerProcess,
  registerModels,
  registerSearch,
  registerEdit,
  registerTags,
  registerDelete,
  registerImport,
  registerExport,
  registerCheck,
  registerStats,
];
