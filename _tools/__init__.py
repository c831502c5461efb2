"""Commands for those who work on the set; the site is built without them."""
