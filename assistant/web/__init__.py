"""The web page.

`serve` opens the site: `page` (the page at /, laid out and wired in Gradio), `routes` (sources and files beside it) and `guard` (what
is open, and what every answer gets on its way out). What is shown is made in pure modules: `show` (a conversation), `welcome`,
`filters` (what is preferred; `chosen` reads it from a link or a form), `source` (`locate` finds a quote in it) and `keep` (a
conversation as the browser keeps it); every text goes through `escape`.
The page for mail at /inbox is there when a password is set: `door` (who may come in), `inbox_page` (laid out and wired),
`inbox_show`, `inbox_words`, `inbox.css` and `inbox.js` are for it what those without `inbox` are for the page.

`words` has the page's own Dutch, `page.css` how it looks,
`page.js` what happens in the browser.
"""
