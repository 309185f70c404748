"""From files to an index. Knows nothing of questions.

In order of use: `settings` (what the index is made of), `sources` (bronnen.toml), `visibility` (who may see a document),
`fetch` and `download` (copies of what stands on the web), `corpus` (which files there are), `plan` (what has to be done),
`read` (each file in a `worker` process, within its `limits`), `load` (a file becomes a `Document`; `show` draws a page of a
scan, and finds a quote on a page; `tesseract` says whether one can be read), `clean` (lines of a page become blocks of
text), `seams` (where a quote must end), `known` (what a document is), `chunk` (blocks become llama-index nodes), `embed`
(nodes become vectors: of a `static` table, a `transformer` or a `served` model, around one `centre`, each used as its
`families` card says), `connect` (a client of Chroma, in a folder or at an address), `lease` (one writer at a time on a
server), `editions` (a writer in a folder works in a copy), `place` (either of these, to `store` the same), `store` (nodes
and vectors in Chroma; a `snapshot` is what it holds, a `failure` what is said of a full disk), `ready` (what readers need of
it, in files that open at once), `reader` (which opens those, or else the store), `sync` (all of this in order; only what is
new is done), `report` and `terminal` (what is told of it), `status` (in what the index differs from the folder), `backup` (a
copy of the index in one file), `original` and `viewer` (the file of a document, and its pages as images, for a server).
Beside these `lint` and its `command` say what is odd in the documents: `addresses` (`reach` asks whether they are there),
`days` and `duplicates`.

`dutch` is the one analyser that the index and the questions share, made of `inflect` (forms), `compound` (parts) and
`frequency` (how common a word is); `abbreviate` learns what documents explain, and `terms` is what all of these make of
passages. `document` and `errors` are the nouns. Who types a command meets `commandline` (help and mistakes) and `refusal`
(why the system does not do something), both in Dutch.
"""
