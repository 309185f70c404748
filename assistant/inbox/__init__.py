"""A mail in, a draft of a reply out. Nothing here sends.

mail ─read→ Mail ─understand→ Letter ─answer each question→ entries ─compose→ Reply

letter      the nouns
"""
