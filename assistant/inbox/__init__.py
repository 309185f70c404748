"""A mail in, a draft of a reply out. Nothing here sends, and nothing of a mail is logged.

mail ─read→ Mail ─understand→ Letter ─answer each question→ entries ─compose→ Reply ─draft_mail→ a draft in a file or a mailbox

In order of use: `letter` (the nouns), `read` (mail from files, mailboxes and pasted text; `outlook` opens .msg, `markup` HTML),
`cut` (what is written now, apart from history, signature and disclaimer), `greeting` and `sentences` (what is said), `asks`
(which of it asks something, `direct`: as a direct question), `topic` (what that leans on), `writer` (who wrote, and how),
`no_reply` (why a mail gets no draft), `understand` (all of that together), `compose` (the draft), `words` (every Dutch word of
ours in it), `ledger` (the draft and what was found, as text and JSON), `desk` (a pile of mail from a terminal).

Of the replies: `draft_mail` (a mail that opens as a draft), `mailbox` (an IMAP server, which nothing else speaks to), `handled` (what was
dealt with), `answer_mailbox` (a draft for each unseen mail, once), `kept` (earlier drafts, by words), `approved` (answers for next time),
`choose` (an answer without sources that a person left out), `database` (the file in which these three keep things), `tell` (what is said
of a round). What is kept where: README.md.
"""
