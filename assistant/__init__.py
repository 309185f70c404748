"""From a question to an answer that can be checked. Knows nothing of the formats that documents come in.

In order of use: `assistant` (the whole flow on one screen), `answer` (the nouns), `reply` (small talk and orders), `translate`
(a question in English or German), `rewrite` (a follow-up becomes a stand-alone question), `preference` (who asks, and about
what: the noun), `told` (what a question says of that), `about` (what a text says of it), `choices` (what there is to choose),
`keyword`, `fuse`, `rerank`, `prefer` (what fits first) and `retrieve` (passages), `asked` (what kind of answer is wanted),
`units` and `stretch` (what can be quoted), `cover`, `features`, `weights`, `score` and `evidence` (the stretches that answer;
`orders` in a document are none), `abstain` (or a reason not to), `write` (a checked draft: by `quote`, an answer out of the
documents' own words, or, where a language model is set, by `generate`, with `model`, `prompts`, `language` and `mask`, which
hides who asks), `verify` (each sentence against what it cites: `exact` and `negate` beside it), `notices`, `contact`, `short`
(the words that answer by themselves), `start` (all of it put together, `crossencoder` where one is set), `contract` (the answer
as JSON), `render` (as text), `word` (for Word), `suggest` (what else can be asked), `web` (as a page), `inbox` (mail, with
drafts of replies), `wording` (every Dutch word of ours).
"""
