import type { Command } from 'commander';
import { registerDelete } from '../commands/delete.ts';
import { registerEdit } from '../commands/edit.ts';
import { registerProcess } from '../commands/process.ts';
import { registerSearch } from '../commands/search.ts';
import { registerSite } from '../commands/site.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly ((program: Command) => void)[] = [
  registerSite,
  registerProcess,
  registerSearch,
  registerEdit,
  registerDelete,
];
