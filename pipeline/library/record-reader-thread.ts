import { parentPort, workerData } from 'node:worker_threads';
import { isWorthKeeping } from './edits-copy.ts';
import { codeOf } from './files.ts';
import { PostPreparer } from './prepared-post.ts';
import { factsOf } from './record-facts.ts';
import type { ReadBatch, ReaderSetup } from './record-reader.ts';
import { RecordError, readRecordNow, statRecord } from './records.ts';

// A thread that reads records, see record-reader.ts.
const { metadata, rules } = workerData as ReaderSetup;
const preparer = new PostPreparer();

parentPort?.on('message', (places: readonly string[]) => parentPort?.postMessage(read(places)));

function read(places: readonly string[]): ReadBatch {
  const done: ReadBatch['read'][number][] = [];
  const left: string[] = [];
  for (const place of places) {
    const found = readOne(place);
    if (found) done.push(found);
    else left.push(place);
  }
  return { names: preparer.takeNews(), read: done, left };
}

function readOne(place: string): ReadBatch['read'][number] | undefined {
  try {
    const file = statRecord(metadata, place);
    const record = file && readRecordNow(metadata, place);
    if (!record || isWorthKeeping(record)) return undefined;
    return { file, facts: factsOf(record, rules, preparer) };
  } catch (error) {
    // Whoever reads it again sees the same, and says so.
    if (error instanceof RecordError || codeOf(error) !== undefined) return undefined;
    throw error;
  }
}
