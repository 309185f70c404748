"""From files to an index. Knows nothing of questions.

In order of use: `settings` (what the index is made of), `load` (a file becomes a `Document`), `clean`
(lines of a page become blocks of text), `chunk` (blocks become llama-index nodes), `embed` (nodes
become vectors), `store` (nodes and vectors in Chroma), `sync` (only what is new is done, and told).
`dutch` is the one analyser that the index and the questions share; `document` and `errors` are the nouns.
"""
