"""The web page.

`serve` opens the site: `page` (the page at /, laid out and wired in Gradio), `routes` (sources and files beside it) and `guard` (what
is open, and what every answer gets on its way out). What is shown is made in pure modules: `show` (a conversation), `welcome`,
`filters` (what is preferred; `chosen` reads it from a link or a form), `source` (`locate` finds a quote in it) and `keep` (a
conversation as the browser keeps it); every text goes through `escape`. `words` has the page's own Dutch, `page.css` how it looks,
`page.js` what happens in the browser.
"""
