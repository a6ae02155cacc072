import { setFlagsFromString } from 'node:v8';

// Every program of ours imports this before anything else: V8's middle compiler, Maglev, was seen to give an object the
// numbers of the next one made at the same place. See docs/decisions/0019.
setFlagsFromString('--no-maglev');
