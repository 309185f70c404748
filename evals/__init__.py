"""Does it work, and better than last time? No model judges, unless asked beside the figures.

In order of use: `cases` (questions with their facts), `answers` (asks them), `facts`, `literal`, `citations`, `support`,
`language` and `speed` (one thing measured each), `metrics` (all of it for one answer, and summed), `report` (tables and
JSON), `explain`, `plots` and `page` (a page to read), `baseline`, `significance` and `compare` (against an earlier run),
`beir`, `rank` and `retrieval` (the search alone), `highlights` (a quote on its page), `spot`, `label`, `draft`, `near_miss`
and `propose` (questions to start from), `prompts` and `judge` (a model's opinion, apart), `made_pages` and `bulk` (many
pages read, beside the `usual` way), `scale` (many passages searched, in a `probe` process), `mail_cases` and `inbox`
(mails, the questions in them, drafts of a reply), `wording` (every Dutch word of ours), `command`.
"""
