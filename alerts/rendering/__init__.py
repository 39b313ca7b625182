"""How it is said: phrases, dates and numbers of a language, the parts of the page and of the text."""
