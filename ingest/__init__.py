"""From files to an index. Knows nothing of questions.

In order of use: `settings` (what the index is made of), `fetch` and `download` (copies of what stands
on the web), `read` (each file in a `worker` process, within its `limits`), `load` (a file becomes a
`Document`), `clean` (lines of a page become blocks of text), `chunk` (blocks become llama-index nodes),
`embed` (nodes become vectors), `connect` (a client of Chroma, in a folder or at an address), `lease`
(one writer at a time on a server), `store` (nodes and vectors in Chroma; a `snapshot` is what it holds,
a `failure` what is said of a full disk), `plan` and `sync` (only what is new is done, and told: `report`,
`terminal`), `backup` (a copy of the index in one file).
`dutch` is the one analyser that the index and the questions share; `document` and `errors` are the nouns.
"""
