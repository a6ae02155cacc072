import { statfsSync } from 'node:fs';

/** statfs types of NFS, SMB, SMB2, CIFS, FUSE (sshfs), 9p and AFS: SQLite's WAL needs shared memory, which they lack. */
const networkTypes = new Set([
  0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x65735546, 0x01021997, 0x5346414f,
]);

/** Whether a folder lies on a network file system. */
export function isOnNetwork(folder: string): boolean {
  return networkTypes.has(statfsSync(folder).type);
}
