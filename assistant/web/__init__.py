"""The web page: `page` lays it out and wires it, `show` makes what is shown (pure), `page.css` is how it looks."""
