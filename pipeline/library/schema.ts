import { ownColumns } from '../../catalog/index/columns.ts';

/** Changes with the tables and with what is kept in them: another version is made anew. */
export const schemaVersion = '14';

/**
 * Of the table `files`. A library of another schema in which it is the same has its files taken over: a million pictures are
 * not to be hashed again because something else about them is kept in another way.
 */
export const filesVersion = '1';

export const schema = `
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- A picture file as last seen; md5: empty where a problem kept it from being read.
CREATE TABLE files (
  root TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime REAL NOT NULL,
  md5 TEXT NOT NULL, problem TEXT,
  PRIMARY KEY (root, path)
) WITHOUT ROWID;
CREATE INDEX files_md5 ON files (md5, problem);

-- A tag file as last read into the record of a picture beside it.
CREATE TABLE tag_files (
  root TEXT NOT NULL, path TEXT NOT NULL, md5 TEXT NOT NULL, size INTEGER NOT NULL,
  mtime REAL NOT NULL, problem TEXT,
  PRIMARY KEY (root, path, md5)
) WITHOUT ROWID;
CREATE INDEX tag_files_md5 ON tag_files (md5);

-- A metadata file as last read; measured: 2 where the picture is damaged; problem: why the file cannot be read.
CREATE TABLE records (
  place TEXT PRIMARY KEY, md5 TEXT NOT NULL, size INTEGER NOT NULL, mtime REAL NOT NULL,
  number INTEGER, added TEXT, deleted INTEGER NOT NULL, locations INTEGER NOT NULL,
  measured INTEGER NOT NULL, problem TEXT
) WITHOUT ROWID;
CREATE INDEX records_md5 ON records (md5, locations, deleted, problem);
-- The few that a run asks for by what is unusual about them.
CREATE INDEX records_unusual ON records (md5) WHERE problem IS NOT NULL OR deleted = 1
  OR number IS NULL OR added = '' OR measured = 0 OR measured = 2;
CREATE INDEX records_number ON records (number);

-- A shown post, as its page says it; terms: 32-bit words, see pack-terms.ts; view: see post-text.ts. The long view comes last: what stands
-- before it is read without it.
CREATE TABLE posts (
  number INTEGER PRIMARY KEY, md5 TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, format TEXT NOT NULL, family TEXT,
  terms BLOB NOT NULL, view TEXT NOT NULL
);
-- A shown post's numbers, apart from its page: a search reads a column of all posts (catalog/index/columns.ts).
-- changed: the revision in which anything of it, or who its relatives are, last did.
CREATE TABLE columns (number INTEGER PRIMARY KEY, changed INTEGER NOT NULL DEFAULT 0, ${ownColumns.map((name) => `${name} INTEGER`).join(', ')});
CREATE INDEX columns_added ON columns (added);
CREATE TABLE site_ids (
  source TEXT NOT NULL, id INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (source, id, number)
) WITHOUT ROWID;
CREATE INDEX site_ids_number ON site_ids (source, number);

-- What a source said last of a post: 0 found, 1 absent, 2 failed; at, next: seconds since 1970; known: 1 where what it
-- has told of the post is kept, whatever it said last.
CREATE TABLE asked_sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE lookups (
  source INTEGER NOT NULL, number INTEGER NOT NULL, state INTEGER NOT NULL, at INTEGER NOT NULL, next INTEGER,
  known INTEGER NOT NULL,
  PRIMARY KEY (source, number)
) WITHOUT ROWID;

-- What a post says of its parent: a site's id, or with source '' the number that the user chose; and who that is.
CREATE TABLE parent_ids (
  source TEXT NOT NULL, id INTEGER NOT NULL, child INTEGER NOT NULL,
  PRIMARY KEY (source, id, child)
) WITHOUT ROWID;
CREATE TABLE kin (child INTEGER PRIMARY KEY, parent INTEGER NOT NULL);
CREATE INDEX kin_parent ON kin (parent, child);

-- count: posts that have it; category: the one that most give; changed: the revision in which its lists last did.
CREATE TABLE terms (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, count INTEGER NOT NULL DEFAULT 0,
  category INTEGER, changed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX terms_changed ON terms (changed);
-- How many posts give a tag a category, by how good a source (merge-tags.ts).
CREATE TABLE votes (
  term INTEGER NOT NULL, category INTEGER NOT NULL, rank INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (term, category, rank)
) WITHOUT ROWID;
-- Encoded lists (catalog/index/posting-list.ts).
CREATE TABLE postings (
  segment INTEGER NOT NULL, term INTEGER NOT NULL, count INTEGER NOT NULL, list BLOB NOT NULL,
  PRIMARY KEY (segment, term)
) WITHOUT ROWID;
CREATE INDEX postings_term ON postings (term, segment, count);

-- The revision in which a post of each thousand numbers last came, changed or went.
CREATE TABLE changes (thousand INTEGER PRIMARY KEY, revision INTEGER NOT NULL);

-- The same of single facts: a column, a text, or '' where a post came or went and all of them may have.
CREATE TABLE changed_facts (
  thousand INTEGER NOT NULL, fact TEXT NOT NULL, revision INTEGER NOT NULL, PRIMARY KEY (thousand, fact)
) WITHOUT ROWID;
-- Numbers whose post went, and the revision in which it did.
CREATE TABLE gone (number INTEGER PRIMARY KEY, revision INTEGER NOT NULL);

-- A part of a site as it was built: what came of it, and its files, an address and its hash a line.
CREATE TABLE parts (
  site TEXT NOT NULL, name TEXT NOT NULL, result TEXT NOT NULL, hash TEXT NOT NULL, files TEXT NOT NULL,
  UNIQUE (site, name)
);
-- Which folders of a site hold files of which parts, and how old each folder was when it was complete.
CREATE TABLE part_folders (
  site TEXT NOT NULL, folder TEXT NOT NULL, part TEXT NOT NULL, PRIMARY KEY (site, folder, part)
) WITHOUT ROWID;
CREATE TABLE site_folders (
  site TEXT NOT NULL, folder TEXT NOT NULL, mtime REAL NOT NULL, PRIMARY KEY (site, folder)
) WITHOUT ROWID;
`;
